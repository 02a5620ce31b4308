/** Where a command's lines go: `print` to stdout, `complain` to stderr. */
export interface Out {
  print(line: string): void;
  complain(line: string): void;
}
