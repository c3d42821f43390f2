const LONGEST_PATTERN = 1024;

/**
 * Go's filepath.Match as a regular expression, or undefined when the pattern is malformed. `*` and `?` stay within one
 * part of a path; with `deep`, `**` spans parts as in .dockerignore (moby/patternmatcher).
 */
export function pathPattern(text: string, deep = false): RegExp | undefined {
  if (text.length > LONGEST_PATTERN) return undefined;
  // Repeated stars mean no more than one, and would make the expression slow.
  const pattern = deep ? text.replace(/(?:\*\*\/)+/g, '**/').replace(/\*{2,}/g, '**') : text.replace(/\*+/g, '*');
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === '*' && deep && pattern.charAt(at + 1) === '*') {
      const [part, length] = doubleStar(pattern, at);
      source += part;
      at += length - 1;
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '[') {
      const group = /^\[(\^?)((?:\\.|[^\]\\])+)\]/.exec(pattern.slice(at));
      if (!group) return undefined;
      // A class never matches the separator, whatever its range.
      source += `(?!/)[${group[1] ?? ''}${(group[2] ?? '').replaceAll('[', String.raw`\[`)}]`;
      at += group[0].length - 1;
    } else if (character === '\\') {
      at += 1;
      if (at >= pattern.length) return undefined;
      source += escapeCharacter(pattern.charAt(at));
    } else source += escapeCharacter(character);
  }
  return compile(`^${source}$`);
}

function doubleStar(pattern: string, at: number): readonly [string, number] {
  if (pattern.charAt(at + 2) === '/') return ['(?:.*/)?', 3];
  return ['.*', 2];
}

function escapeCharacter(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, String.raw`\$&`);
}

function compile(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 's');
  } catch {
    return undefined;
  }
}

/** Whether the text has characters that mean something in a pattern. */
export function isPattern(text: string): boolean {
  return /[*?[\\]/.test(text);
}
