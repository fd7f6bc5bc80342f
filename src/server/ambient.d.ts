/** What Node and workers both have, and the language's own library does not declare. */
declare function setTimeout(run: () => void, milliseconds: number): unknown;
declare function btoa(text: string): string;
