/** What Node and workers both have, and the language's own library does not declare. */
declare function atob(base64: string): string;

/** Encodes a text of Latin-1 characters in base64; every host has it. */
declare function btoa(text: string): string;
