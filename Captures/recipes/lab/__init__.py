"""What the recipes share: namespaces, capturing, ground truth, checks."""
