/** What Node and workers both have, and the language's own library does not declare. */
declare function atob(base64: string): string;
