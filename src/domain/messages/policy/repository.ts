import type { RuleText } from './rule-text.ts';

export const repositoryRules = {
  'repo-layout': {
    en: {
      message: '{path} is missing.',
      why: 'Tools and people look for it.',
      fix: 'Run `lounge init` again: it writes what is missing and leaves the rest.',
    },
    ko: {
      message: '{path}이(가) 없습니다.',
      why: '도구와 사람이 찾는 파일입니다.',
      fix: '`lounge init`을 다시 실행하세요. 없는 것만 씁니다.',
    },
  },
  'repo-service-name': {
    en: {
      message: '{name} is not a service name.',
      why: 'The name is also a host name and the name of Kubernetes objects.',
      fix: 'Use lower case letters, digits and -, starting with a letter, at most 63.',
    },
    ko: {
      message: '{name}은(는) 서비스 이름으로 쓸 수 없습니다.',
      why: '이름은 호스트 이름이자 쿠버네티스 객체 이름입니다.',
      fix: '영문 소문자로 시작하고 소문자, 숫자, -만 63자까지 쓰세요.',
    },
  },
  'repo-service-pair': {
    en: {
      message: '{service}: {problem}.',
      why: 'A service is a pair of folders; one alone is a leftover or half done.',
      fix: 'Have both apps/{service}/ and app-of-apps/overlays/{service}/, or neither.',
    },
    ko: {
      message: '{service}: {problem}.',
      why: '서비스는 폴더 한 쌍입니다. 하나만 있으면 찌꺼기이거나 만들다 만 것입니다.',
      fix: 'apps/{service}/와 app-of-apps/overlays/{service}/를 둘 다 두거나 둘 다 지우세요.',
    },
  },
  'repo-artifact-tracked': {
    en: {
      message: '{path} is {what}.',
      why: 'It hides what changed, and never leaves the history.',
      fix: '`git rm -r --cached` it and ignore it.',
    },
    ko: {
      message: '{path}은(는) {what}입니다.',
      why: '무엇이 바뀌었는지 가리고, 이력에서 사라지지 않습니다.',
      fix: '`git rm -r --cached` 후 무시하게 하세요.',
    },
  },
  'repo-file-size': {
    en: {
      message: '{path} has {bytes} bytes; allowed are {limit}.',
      why: 'Large files make every clone slow for ever.',
      fix: 'Keep it elsewhere, or build it.',
    },
    ko: {
      message: '{path}이(가) {bytes}바이트입니다. 한도는 {limit}바이트입니다.',
      why: '큰 파일은 모든 클론을 영원히 느리게 합니다.',
      fix: '다른 곳에 두거나 빌드할 때 만드세요.',
    },
  },
  'repo-repository-inside': {
    en: {
      message: '{path} is a repository inside the repository.',
      why: 'Its files are not in the commit: a clone gets an empty folder.',
      fix: 'Remove its .git folder and add the files.',
    },
    ko: {
      message: '{path}은(는) 저장소 안의 저장소입니다.',
      why: '파일이 커밋에 들어가지 않아, 클론하면 빈 폴더가 됩니다.',
      fix: '안쪽 .git 폴더를 지우고 파일을 추가하세요.',
    },
  },
  'repo-gitignore-ineffective': {
    en: {
      message: '{problem}',
      why: 'What was meant to be ignored gets committed.',
      fix: 'One pattern a line, and a line break at the end of the file.',
    },
    ko: {
      message: '{problem}',
      why: '무시하려던 것이 커밋됩니다.',
      fix: '한 줄에 패턴 하나씩 쓰고, 파일 끝에 줄바꿈을 두세요.',
    },
  },
} satisfies Record<string, RuleText>;
