import type { LocalizedText } from './localized-text.ts';

/** What can be wrong in a settings file; put in for `{problem}` of CONFIG_INVALID. */
export const configMessages = {
  tooLarge: { en: 'the file is larger than 256 KiB', ko: '파일이 256 KiB보다 큽니다' },
  empty: { en: 'the file is empty', ko: '파일이 비어 있습니다' },
  severalDocuments: {
    en: 'a second YAML document starts here; only one is allowed',
    ko: '여기서 두 번째 YAML 문서가 시작됩니다. 하나만 쓸 수 있습니다',
  },
  tooDeep: { en: 'the file is nested too deeply', ko: '중첩이 너무 깊습니다' },
  tooManyAliases: { en: 'too many YAML aliases', ko: 'YAML 별칭이 너무 많습니다' },
  duplicateKey: { en: 'this key is written twice', ko: '같은 키가 두 번 쓰였습니다' },
  oddKey: { en: 'this cannot be a key', ko: '키로 쓸 수 없는 값입니다' },
  syntax: (problem: string): LocalizedText => ({ en: problem, ko: `YAML 문법 오류: ${problem}` }),
  unknownKey: (key: string, allowed: readonly string[]): LocalizedText => ({
    en: `unknown key "${key}"; allowed here: ${allowed.join(', ')}`,
    ko: `알 수 없는 키 "${key}". 여기서 쓸 수 있는 키: ${allowed.join(', ')}`,
  }),
  misspelledKey: (key: string, nearest: string): LocalizedText => ({
    en: `unknown key "${key}"; did you mean "${nearest}"?`,
    ko: `알 수 없는 키 "${key}". "${nearest}"을(를) 쓰려고 했나요?`,
  }),
  missingKey: (key: string): LocalizedText => ({ en: `"${key}" is missing`, ko: `"${key}" 값이 없습니다` }),
  wrongValue: (key: string, problem: LocalizedText): LocalizedText => ({
    en: key === '' ? problem.en : `${key}: ${problem.en}`,
    ko: key === '' ? problem.ko : `${key}: ${problem.ko}`,
  }),
  unknownEngine: (environment: string, engine: string, known: readonly string[]): LocalizedText => ({
    en: `environment ${environment} names the engine "${engine}", which is not under engines: ${known.join(', ')}`,
    ko: `${environment} 환경이 쓰는 "${engine}" 엔진이 engines에 없습니다: ${known.join(', ')}`,
  }),
  noEnvironment: { en: 'environments: at least one is needed', ko: 'environments: 하나 이상 있어야 합니다' },
  sharedNamespace: (name: string, other: string, namespace: string): LocalizedText => ({
    en: `environments ${other} and ${name} share the namespace ${namespace}; give one of them its own`,
    ko: `${other} 환경과 ${name} 환경이 같은 네임스페이스 ${namespace}를 씁니다. 하나에 다른 네임스페이스를 주세요`,
  }),
  wrongServiceName: (found: string, expected: string): LocalizedText => ({
    en: `name: "${found}" must be the name of the folder, "${expected}"`,
    ko: `name: "${found}"은(는) 폴더 이름 "${expected}"과(와) 같아야 합니다`,
  }),
  variableInTwoSecrets: (variable: string): LocalizedText => ({
    en: `secrets: "${variable}" is listed twice`,
    ko: `secrets: "${variable}"이(가) 두 번 쓰였습니다`,
  }),
  unexpandedVariable: (text: string): LocalizedText => ({
    en: `"${text}" is not expanded; write the value itself`,
    ko: `"${text}"은(는) 치환되지 않습니다. 값을 직접 쓰세요`,
  }),
} as const;
