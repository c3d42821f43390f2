import { knownDifferences, type KnownDifference } from './known-differences.ts';
import type { Walked } from './walk.ts';

/** What one engine has and the other has not, of one aspect. */
export interface Difference {
  readonly aspect: string;
  readonly sandbox: readonly string[];
  readonly kubernetes: readonly string[];
}

/** Every aspect in which the two engines came to different lines. */
export function differences(sandbox: Walked, kubernetes: Walked): readonly Difference[] {
  return [...new Set([...Object.keys(sandbox), ...Object.keys(kubernetes)])].flatMap((aspect) => {
    const [one, other] = [sandbox[aspect] ?? [], kubernetes[aspect] ?? []];
    const alone = { sandbox: without(one, other), kubernetes: without(other, one) };
    return alone.sandbox.length + alone.kubernetes.length === 0 ? [] : [{ aspect, ...alone }];
  });
}

/** The lines that no known difference explains. */
export function unexplained(found: readonly Difference[]): readonly Difference[] {
  return found.flatMap(({ aspect, sandbox, kubernetes }) => {
    const known = knownDifferences.filter((one) => one.aspect.test(aspect));
    const left = {
      sandbox: sandbox.filter((line) => !known.some((one) => explains(one, 'sandbox', line))),
      kubernetes: kubernetes.filter((line) => !known.some((one) => explains(one, 'kubernetes', line))),
    };
    return left.sandbox.length + left.kubernetes.length === 0 ? [] : [{ aspect, ...left }];
  });
}

/** Known differences that are not there any more: they must be struck off. */
export function outlived(found: readonly Difference[]): readonly KnownDifference[] {
  return knownDifferences.filter(
    (known) =>
      !known.isSometimes &&
      !found.some(
        ({ aspect, ...lines }) =>
          known.aspect.test(aspect) && lines[known.onlyOn].some((line) => explains(known, known.onlyOn, line)),
      ),
  );
}

function explains(known: KnownDifference, engine: 'sandbox' | 'kubernetes', line: string): boolean {
  return known.onlyOn === engine && known.line.test(line);
}

function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  return lines.filter((line) => !others.includes(line));
}
