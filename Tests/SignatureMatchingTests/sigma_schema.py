"""Holds rules against the JSON schemas of the Sigma specification: sigma_schema.py RULES SCHEMAS. Prints what is wrong."""

import glob
import json
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """Dates stay the texts that the schemas want."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
rules, schemas = sys.argv[1:]
validators = {}
for kind, name in (("detection", "detection-rule"), ("correlation", "correlation-rules"), ("filter", "filters")):
    with open(f"{schemas}/sigma-{name}-schema.json", encoding="utf-8") as file:
        validators[kind] = jsonschema.Draft202012Validator(json.load(file))
count = problems = 0
for path in sorted(glob.glob(rules + "/**/*.yml", recursive=True)):
    with open(path, encoding="utf-8") as file:
        for document in yaml.load_all(file, Loader):
            kinds = [kind for kind in ("correlation", "filter", "detection") if kind in (document or {})]
            if not kinds:
                continue
            count += 1
            for error in validators[kinds[0]].iter_errors(document):
                problems += 1
                print(f"{path}: {list(error.path)}: {error.message[:200]}")
print(f"{count} rules")
sys.exit(1 if problems or not count else 0)
