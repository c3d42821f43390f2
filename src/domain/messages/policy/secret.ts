import type { RuleText } from './rule-text.ts';

const ROTATE = {
  en: 'Take it out and replace the value at its source: what was committed is known.',
  ko: '빼고, 발급한 곳에서 값을 새로 바꾸세요. 커밋된 값은 이미 알려진 값입니다.',
} as const;

export const secretRules = {
  'secret-env-value': {
    en: {
      message: 'The value of {name} from .env stands here ({form}).',
      why: 'Everybody who can read the repository, now or later, has the secret.',
      fix: 'Name {name} in service.yaml under secrets, read it from the environment, and replace the value at its source.',
    },
    ko: {
      message: '.env의 {name} 값이 여기에 있습니다({form}).',
      why: '저장소를 읽을 수 있는 모두가, 지금도 나중에도, 시크릿을 알게 됩니다.',
      fix: 'service.yaml의 secrets에 {name}을(를) 적고 환경 변수로 읽으세요. 그리고 발급한 곳에서 값을 바꾸세요.',
    },
  },
  'secret-in-commit-message': {
    en: {
      message: 'The commit message holds a secret ({form}).',
      why: 'Messages are copied everywhere and cannot be taken back.',
      fix: 'Write the message anew without the value (`git commit --amend`) and replace the secret at its source.',
    },
    ko: {
      message: '커밋 메시지에 시크릿이 있습니다({form}).',
      why: '메시지는 여기저기 복사되고 되돌릴 수 없습니다.',
      fix: '값을 빼고 메시지를 다시 쓰고(`git commit --amend`), 발급한 곳에서 값을 바꾸세요.',
    },
  },
  'secret-env-file-tracked': {
    en: {
      message: '{path} holds secrets and is in git.',
      why: 'Such files are for this machine alone.',
      fix: '`git rm --cached {path}`, keep it ignored, and replace its secrets.',
    },
    ko: {
      message: '시크릿 파일 {path}이(가) git에 있습니다.',
      why: '이런 파일은 이 컴퓨터에만 있어야 합니다.',
      fix: '`git rm --cached {path}` 후 계속 무시하게 두고, 안의 시크릿을 바꾸세요.',
    },
  },
  'secret-env-not-ignored': {
    en: {
      message: '{problem}',
      why: 'One `git add` too many commits every secret.',
      fix: 'Have these lines in .gitignore, in this order: `.env`, `.env.*`, `!.env.example`.',
    },
    ko: {
      message: '{problem}',
      why: '`git add` 한 번 잘못하면 모든 시크릿이 커밋됩니다.',
      fix: '.gitignore에 `.env`, `.env.*`, `!.env.example`을 이 순서로 두세요.',
    },
  },
  'secret-plaintext-manifest': {
    en: {
      message: '{object} carries values in git.',
      why: 'base64 hides nothing.',
      fix: 'Take the manifest out, name the variables in service.yaml under secrets, and run `lounge secrets apply`.',
    },
    ko: {
      message: '{object}이(가) 값을 git에 담고 있습니다.',
      why: 'base64는 아무것도 숨기지 않습니다.',
      fix: '매니페스트를 빼고, service.yaml의 secrets에 변수 이름을 적은 뒤 `lounge secrets apply`를 실행하세요.',
    },
  },
  'secret-provider-token': {
    en: { message: 'This looks like a {kind}.', why: 'Whoever reads it can use it.', fix: ROTATE.en },
    ko: { message: '{kind}(으)로 보입니다.', why: '읽는 사람은 누구나 쓸 수 있습니다.', fix: ROTATE.ko },
  },
  'secret-private-key': {
    en: { message: 'A private key stands here.', why: 'Whoever has it is you.', fix: ROTATE.en },
    ko: { message: '개인 키가 있습니다.', why: '이것을 가진 사람은 당신 행세를 할 수 있습니다.', fix: ROTATE.ko },
  },
  'secret-tunnel-token': {
    en: {
      message: 'The token of a tunnel stands here.',
      why: 'Whoever has it can answer for your domain.',
      fix: ROTATE.en,
    },
    ko: {
      message: '터널 토큰이 있습니다.',
      why: '이것을 가진 사람은 당신의 도메인으로 응답할 수 있습니다.',
      fix: ROTATE.ko,
    },
  },
  'secret-connection-string': {
    en: {
      message: 'A {scheme} address with a password stands here.',
      why: 'It is a login for whoever reads it.',
      fix: 'Keep the address in .env, name it in service.yaml under secrets, and change the password.',
    },
    ko: {
      message: '비밀번호가 든 {scheme} 주소가 있습니다.',
      why: '읽는 사람 누구에게나 로그인이 됩니다.',
      fix: '주소는 .env에 두고 service.yaml의 secrets에 이름을 적으세요. 비밀번호는 바꾸세요.',
    },
  },
  'secret-encoded-credential': {
    en: { message: 'Behind this base64 is a {kind}.', why: 'base64 hides nothing.', fix: ROTATE.en },
    ko: {
      message: '이 base64를 풀면 {kind}이(가) 나옵니다.',
      why: 'base64는 아무것도 숨기지 않습니다.',
      fix: ROTATE.ko,
    },
  },
  'secret-literal-in-workload': {
    en: {
      message: '{object}: {name} has its value in the manifest.',
      why: 'The value is in git and in the pod spec for everybody to read.',
      fix: 'Use valueFrom.secretKeyRef, and name the variable in service.yaml under secrets.',
    },
    ko: {
      message: '{object}: {name} 값이 매니페스트에 있습니다.',
      why: '값이 git과 파드 스펙에 드러납니다.',
      fix: 'valueFrom.secretKeyRef를 쓰고 service.yaml의 secrets에 이름을 적으세요.',
    },
  },
  'secret-in-dockerfile': {
    en: {
      message: '{problem}',
      why: 'Every layer of an image can be read by whoever can pull it.',
      fix: 'Read it from the environment at run time; at build time use `RUN --mount=type=secret`.',
    },
    ko: {
      message: '{problem}',
      why: '이미지를 받을 수 있으면 모든 레이어를 읽을 수 있습니다.',
      fix: '실행할 때 환경 변수로 읽으세요. 빌드할 때는 `RUN --mount=type=secret`을 쓰세요.',
    },
  },
  'secret-example-real-value': {
    en: {
      message: '{name} has a real value in {path}.',
      why: 'The example is committed; a real value in it is public.',
      fix: 'Write `{name}=YOUR-{name}`, and replace the value at its source.',
    },
    ko: {
      message: '{path}의 {name}에 실제 값이 있습니다.',
      why: '예시 파일은 커밋됩니다.',
      fix: '`{name}=YOUR-{name}`이라고 쓰고, 발급한 곳에서 값을 바꾸세요.',
    },
  },
} satisfies Record<string, RuleText>;
