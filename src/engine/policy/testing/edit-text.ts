/** Replaces a text that must be there. */
export function edit(from: string, to: string): (text: string) => string {
  return (text) => {
    if (!text.includes(from)) throw new Error(`the fixture does not hold ${JSON.stringify(from)}`);
    return text.replace(from, to);
  };
}

/** Adds a document or lines at the end. */
export function append(more: string): (text: string) => string {
  return (text) => text + more;
}
