import { posix } from 'node:path';
import { pathPattern } from './path-pattern.ts';

/** What a .dockerignore leaves out of the context. Paths are relative, with `/`. */
export interface DockerIgnore {
  excludes(path: string): boolean;
  /** Whether something below an excluded folder may come back. */
  readonly hasExceptions: boolean;
}

interface Rule {
  readonly keep: boolean;
  readonly matches: RegExp;
}

/**
 * Reads a .dockerignore as moby/patternmatcher does: patterns start at the root of the context, the last one that
 * matches a path or one of its folders decides, `!` takes back. Malformed patterns are reported, not guessed.
 */
export function parseDockerIgnore(content: string): DockerIgnore & { readonly malformed: readonly string[] } {
  const malformed: string[] = [];
  const rules = content
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => (line.startsWith('#') ? '' : line.trim()))
    .filter((line) => line !== '')
    .flatMap((line): Rule[] => {
      const rule = readRule(line);
      if (rule === undefined) malformed.push(line);
      return rule === undefined ? [] : [rule];
    });
  return { excludes: (path) => decide(rules, path), hasExceptions: rules.some((rule) => rule.keep), malformed };
}

function readRule(line: string): Rule | undefined {
  const keep = line.startsWith('!');
  const text = keep ? line.slice(1).trim() : line;
  if (text === '') return undefined;
  const pattern = posix.normalize(text).replace(/^\/+/, '').replace(/\/+$/, '');
  const matches = pathPattern(pattern, true);
  return matches === undefined ? undefined : { keep, matches };
}

function decide(rules: readonly Rule[], path: string): boolean {
  const parts = path.split('/');
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  const last = rules.findLast((rule) => paths.some((one) => rule.matches.test(one)));
  return last !== undefined && !last.keep;
}
