#include <stddef.h>

// The whole header declares `malloc` anew, which the importer would have to reconcile with the C library's.
int mallctl(const char *name, void *old, size_t *oldLength, void *new_, size_t newLength);
