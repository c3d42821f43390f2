import type { LocalizedText } from './localized-text.ts';

/** What can be wrong in .env; put in for `{problem}` of ENV_INVALID. Never shows a value. */
export const environmentFileMessages = {
  tooLarge: { en: 'the file is larger than 256 KiB', ko: '파일이 256 KiB보다 큽니다' },
  nullCharacter: { en: 'there is a NUL character', ko: 'NUL 문자가 있습니다' },
  noAssignment: { en: 'this is not NAME=value', ko: '이름=값 형식이 아닙니다' },
  wrongName: {
    en: 'a name is made of letters, digits and _, and does not start with a digit',
    ko: '이름은 영문자, 숫자, _로 만들고 숫자로 시작할 수 없습니다',
  },
  duplicate: (name: string, line: number): LocalizedText => ({
    en: `${name} was already set on line ${line}`,
    ko: `${name}은(는) ${line}행에서 이미 정했습니다`,
  }),
  unterminated: { en: 'the quote that starts here is never closed', ko: '여기서 시작한 따옴표가 닫히지 않았습니다' },
  afterQuote: { en: 'there is text behind the closing quote', ko: '닫는 따옴표 뒤에 글자가 있습니다' },
} as const;
