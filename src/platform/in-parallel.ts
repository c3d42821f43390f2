/** Like Promise.all over a map, but at most `limit` at once; the results are in the order of the items. */
export async function inParallel<T, R>(items: readonly T[], limit: number, use: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  // All workers draw from the same iterator, so each item is taken once.
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await use(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
