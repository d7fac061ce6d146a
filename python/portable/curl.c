/* Debian's HDF5 can read files over HTTP, which exarace never does: for that it wants libcurl, and libcurl wants thirty more
   libraries. A wheel that carries its HDF5 carries this in place of libcurl: the eight functions that HDF5 calls, all of which
   say that they failed. */

#include <stddef.h>

enum { FAILED_INIT = 2 }; /* CURLE_FAILED_INIT */

int curl_global_init(long flags) { return (void)flags, FAILED_INIT; }
void curl_global_cleanup(void) {}
void* curl_easy_init(void) { return NULL; }
int curl_easy_setopt(void* handle, int option, ...) { return (void)handle, (void)option, FAILED_INIT; }
int curl_easy_perform(void* handle) { return (void)handle, FAILED_INIT; }
void curl_easy_cleanup(void* handle) { (void)handle; }
void* curl_slist_append(void* list, const char* text) { return (void)list, (void)text, NULL; }
void curl_slist_free_all(void* list) { (void)list; }
