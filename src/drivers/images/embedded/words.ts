/** The value of a variable, or undefined where it is not set. */
export type Lookup = (name: string) => string | undefined;

/** Why a text cannot be expanded; the caller adds the line. */
export class ExpansionFailure extends Error {}

/**
 * Splits into words and expands variables as Docker does (buildkit/frontend/dockerfile/shell/lex.go): quotes group,
 * single quotes keep `$`, the escape character keeps the next character.
 */
export function expandWords(text: string, lookup: Lookup, escape = '\\'): readonly string[] {
  return new Lexer(text, lookup, escape).words();
}

/** Expands one text, its blanks kept and its quotes removed. */
export function expandText(text: string, lookup: Lookup, escape = '\\'): string {
  return new Lexer(text, lookup, escape).text();
}

/** `name=value` with quotes still in place, split at blanks outside of quotes. */
export function splitWords(text: string, escape = '\\'): readonly string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === escape && quote !== "'") word += character + text.charAt((at += 1));
    else if (quote === '' && /\s/.test(character)) {
      if (word !== '') words.push(word);
      word = '';
    } else {
      if (quote === character) quote = '';
      else if (quote === '' && (character === '"' || character === "'")) quote = character;
      word += character;
    }
  }
  if (quote !== '') throw new ExpansionFailure(`a ${quote} is not closed`);
  return word === '' ? words : [...words, word];
}

class Lexer {
  readonly #input: string;
  readonly #lookup: Lookup;
  readonly #escape: string;
  #at = 0;

  constructor(input: string, lookup: Lookup, escape: string) {
    this.#input = input;
    this.#lookup = lookup;
    this.#escape = escape;
  }

  text(): string {
    let result = '';
    while (this.#at < this.#input.length) result += this.#part();
    return result;
  }

  words(): string[] {
    const words: string[] = [];
    let word: string | undefined;
    while (this.#at < this.#input.length) {
      if (/\s/.test(this.#input.charAt(this.#at))) {
        this.#at += 1;
        if (word !== undefined) words.push(word);
        word = undefined;
      } else {
        const quoted = /["']/.test(this.#input.charAt(this.#at));
        const part = this.#part();
        // An unquoted variable that is empty makes no word; "" does.
        if (word !== undefined || quoted || part !== '') word = (word ?? '') + part;
      }
    }
    return word === undefined ? words : [...words, word];
  }

  #part(): string {
    const character = this.#input.charAt(this.#at);
    if (character === "'") return this.#singleQuoted();
    if (character === '"') return this.#doubleQuoted();
    if (character === '$') return this.#variable();
    this.#at += 1;
    if (character !== this.#escape) return character;
    this.#at += 1;
    return this.#input.charAt(this.#at - 1);
  }

  #singleQuoted(): string {
    const end = this.#input.indexOf("'", this.#at + 1);
    if (end < 0) throw new ExpansionFailure("a ' is not closed");
    const content = this.#input.slice(this.#at + 1, end);
    this.#at = end + 1;
    return content;
  }

  #doubleQuoted(): string {
    this.#at += 1;
    let content = '';
    for (;;) {
      const character = this.#input.charAt(this.#at);
      if (character === '') throw new ExpansionFailure('a " is not closed');
      if (character === '$') content += this.#variable();
      else if (character === '"') {
        this.#at += 1;
        return content;
      } else {
        const next = this.#input.charAt(this.#at + 1);
        const escaped = character === this.#escape && ['"', '$', this.#escape].includes(next);
        content += escaped ? next : character;
        this.#at += escaped ? 2 : 1;
      }
    }
  }

  #variable(): string {
    const rest = this.#input.slice(this.#at + 1);
    const plain = /^(?:[A-Za-z_]\w*|\d+)/.exec(rest)?.[0];
    if (plain !== undefined) {
      this.#at += 1 + plain.length;
      return this.#lookup(plain) ?? '';
    }
    if (!rest.startsWith('{')) {
      this.#at += 1;
      return '$';
    }
    return this.#braced(rest);
  }

  #braced(rest: string): string {
    const end = closingBrace(rest);
    const match = /^([A-Za-z_]\w*|\d+)(?:(:?[-+?])([^]*))?$/.exec(rest.slice(1, end));
    if (end < 0 || !match)
      throw new ExpansionFailure(`\${${rest.slice(1, end < 0 ? 20 : end)}} is not a variable that can be expanded`);
    this.#at += 2 + end;
    const [, name = '', operator, word = ''] = match;
    const value = this.#lookup(name);
    if (operator === undefined) return value ?? '';
    const given = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
    const other = () => new Lexer(word, this.#lookup, this.#escape).text();
    if (operator.endsWith('-')) return given ? (value ?? '') : other();
    if (operator.endsWith('+')) return given ? other() : '';
    if (given) return value ?? '';
    throw new ExpansionFailure(`${name} is needed: ${other() || 'it is not set'}`);
  }
}

function closingBrace(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text.charAt(at) === '{') depth += 1;
    if (text.charAt(at) === '}' && (depth -= 1) === 0) return at;
  }
  return -1;
}
