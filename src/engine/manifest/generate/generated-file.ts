/** A file that the engine writes; the path is relative to the root of the lounge. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}
