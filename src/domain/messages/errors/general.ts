import type { ErrorText } from './index.ts';

export const generalErrors = {
  USAGE: {
    en: { message: '{problem}', hint: 'See `lounge {command} --help`.' },
    ko: { message: '{problem}', hint: '`lounge {command} --help`를 보세요.' },
  },
  COMMAND_UNKNOWN: {
    en: { message: 'There is no command `{command}`.', hint: '{nearest}`lounge --help` lists all commands.' },
    ko: { message: '`{command}` 명령이 없습니다.', hint: '{nearest}`lounge --help`로 모든 명령을 볼 수 있습니다.' },
  },
  CONFIG_MISSING: {
    en: {
      message: 'There is no lounge.yaml in {folder} or above it.',
      hint: 'Go to your lounge, or make one with `lounge init`.',
    },
    ko: {
      message: '{folder}과(와) 그 위 폴더에 lounge.yaml이 없습니다.',
      hint: '라운지 폴더로 이동하거나 `lounge init`으로 새로 만드세요.',
    },
  },
  CONFIG_INVALID: {
    en: {
      message: '{file}, line {line}: {problem}',
      hint: 'Correct the line; the schema in the first line of the file lists what is allowed.',
    },
    ko: {
      message: '{file} {line}행: {problem}',
      hint: '해당 행을 고치세요. 파일 첫 줄의 스키마에 허용되는 값이 있습니다.',
    },
  },
  ENV_MISSING: {
    en: {
      message: '.env has no value for {names}.',
      hint: 'Add {names} to .env (see .env.example; `lounge sandbox status` shows the login of a sandbox).',
    },
    ko: {
      message: '.env에 {names} 값이 없습니다.',
      hint: '.env에 {names} 값을 추가하세요(.env.example 참고, 샌드박스의 로그인은 `lounge sandbox status`에 있음).',
    },
  },
  ENV_INVALID: {
    en: {
      message: '.env, line {line}: {problem}',
      hint: 'Write NAME=value, with quotes around values that contain # or spaces.',
    },
    ko: {
      message: '.env {line}행: {problem}',
      hint: '이름=값 형식으로 쓰고, #이나 공백이 있는 값은 따옴표로 감싸세요.',
    },
  },
  ENV_VALUE: {
    en: { message: '.env: {name}: {problem}', hint: 'Correct {name} in .env (see .env.example).' },
    ko: { message: '.env의 {name}: {problem}', hint: '.env의 {name} 값을 고치세요(.env.example 참고).' },
  },
  PATH_OUTSIDE: {
    en: {
      message: '{path} leads out of {root}.',
      hint: 'Use a path inside the folder, without .. and without symbolic links that leave it.',
    },
    ko: {
      message: '{path}은(는) {root} 밖을 가리킵니다.',
      hint: '.. 이나 밖으로 나가는 심볼릭 링크 없이 폴더 안의 경로를 쓰세요.',
    },
  },
  FILE_EXISTS: {
    en: { message: '{path} exists already.', hint: 'Choose another name, or remove it first.' },
    ko: { message: '{path}이(가) 이미 있습니다.', hint: '다른 이름을 쓰거나 먼저 지우세요.' },
  },
  SERVICE_UNKNOWN: {
    en: {
      message: 'There is no service {service}.',
      hint: 'Known services: {known}. Make one with `lounge new {service}`.',
    },
    ko: {
      message: '{service} 서비스가 없습니다.',
      hint: '있는 서비스: {known}. `lounge new {service}`(으)로 만들 수 있습니다.',
    },
  },
  SERVICE_NAME: {
    en: {
      message: '{service} cannot be the name of a service.',
      hint: 'Use a DNS label: a-z, 0-9 and -, starting with a letter, at most 63 characters.',
    },
    ko: {
      message: '{service}은(는) 서비스 이름으로 쓸 수 없습니다.',
      hint: 'DNS 레이블을 쓰세요: a-z, 0-9, -만, 글자로 시작, 63자 이하.',
    },
  },
  SOURCE_EMPTY: {
    en: { message: '{folder} is not there, or holds no source files.', hint: 'Name the folder with the code.' },
    ko: { message: '{folder} 폴더가 없거나, 그 안에 소스 파일이 없습니다.', hint: '코드가 있는 폴더를 지정하세요.' },
  },
  DOCKERFILE_UNKNOWN: {
    en: {
      message: '{folder} has no Dockerfile, and what kind of code it is cannot be told.',
      hint: 'Write a Dockerfile there (package.json, go.mod, app.py or main.py would be recognised).',
    },
    ko: {
      message: '{folder}에 Dockerfile이 없고 어떤 코드인지 알 수 없습니다.',
      hint: 'Dockerfile을 작성하세요(package.json, go.mod, app.py, main.py는 알아봅니다).',
    },
  },
  TAKE_IN_BLOCKED: {
    en: {
      message: 'The code was not taken in: the policy finds {count:error|errors} in it, the first in {place}: {first}',
      hint: 'Mend it in {folder} and run the same command again; --no-commit takes it in as it is, uncommitted.',
    },
    ko: {
      message: '코드를 가져오지 않았습니다. 정책이 오류 {count}건을 찾았습니다. 첫 번째는 {place}: {first}',
      hint: '{folder}에서 고친 뒤 같은 명령을 다시 실행하세요. --no-commit이면 커밋하지 않고 그대로 가져옵니다.',
    },
  },
  IMAGE_REFERENCE: {
    en: {
      message: '{image} is not an image that can be pinned: {problem}',
      hint: 'Write <registry>/<repository>:<tag>@sha256:<digest>, or one of {presets}.',
    },
    ko: {
      message: '{image}은(는) 고정할 수 있는 이미지가 아닙니다: {problem}',
      hint: '<레지스트리>/<저장소>:<태그>@sha256:<다이제스트> 형식이나 {presets} 중 하나를 쓰세요.',
    },
  },
  IMAGE_UNRESOLVED: {
    en: {
      message: 'The digest of {image} is not known, and its registry {registry} could not be asked: {problem}',
      hint: 'Give the digest yourself: --image {image}@sha256:… (`docker buildx imagetools inspect {image}` or `skopeo inspect docker://{image}` shows it).',
    },
    ko: {
      message: '{image}의 다이제스트를 알 수 없고 레지스트리 {registry}에 물어볼 수 없습니다: {problem}',
      hint: '다이제스트를 직접 주세요: --image {image}@sha256:… (`docker buildx imagetools inspect {image}` 또는 `skopeo inspect docker://{image}`(으)로 볼 수 있습니다).',
    },
  },
  IMAGE_NOT_ALLOWED: {
    en: {
      message: 'lounge.yaml does not allow images of {name}.',
      hint: 'A person adds it to policy.allowedRegistries in lounge.yaml, commits and pushes that first: allowedRegistries: [{name}]',
    },
    ko: {
      message: 'lounge.yaml이 {name}의 이미지를 허용하지 않습니다.',
      hint: '사람이 lounge.yaml의 policy.allowedRegistries에 추가해 먼저 커밋하고 푸시하세요: allowedRegistries: [{name}]',
    },
  },
  TEMPLATE_UNKNOWN: {
    en: { message: 'There is no template {template}.', hint: 'Known templates: {known}.' },
    ko: { message: '{template} 템플릿이 없습니다.', hint: '있는 템플릿: {known}.' },
  },
  ENVIRONMENT_UNKNOWN: {
    en: { message: 'There is no environment {environment}.', hint: 'lounge.yaml names: {known}.' },
    ko: { message: '{environment} 환경이 없습니다.', hint: 'lounge.yaml에 있는 환경: {known}.' },
  },
  STORE_NEWER: {
    en: {
      message: 'The store {file} was written by a newer version (schema {found}, this one knows {known}).',
      hint: 'Update ai-lounge, or move the file away: it is rebuilt from git, the registry and the cluster.',
    },
    ko: {
      message: '저장소 {file}은(는) 더 새로운 버전이 쓴 것입니다(스키마 {found}, 이 버전은 {known}까지).',
      hint: 'ai-lounge를 업데이트하거나 파일을 옮기세요. git·레지스트리·클러스터에서 다시 만들어집니다.',
    },
  },
  STORE_BROKEN: {
    en: {
      message: 'The store {file} cannot be read: {problem}',
      hint: 'Move the file away: it is rebuilt from git, the registry and the cluster.',
    },
    ko: {
      message: '저장소 {file}을(를) 읽을 수 없습니다: {problem}',
      hint: '파일을 옮기세요. git·레지스트리·클러스터에서 다시 만들어집니다.',
    },
  },
  DISK_FULL: {
    en: {
      message: 'The disk is full: {path} could not be written.',
      hint: 'Free some space and run the same command again; it goes on where it stopped.',
    },
    ko: {
      message: '디스크가 가득 차서 {path}을(를) 쓰지 못했습니다.',
      hint: '공간을 비우고 같은 명령을 다시 실행하면 멈춘 곳부터 이어집니다.',
    },
  },
  TOOL_MISSING: {
    en: { message: '{tool} is not on this machine.', hint: '{remedy}' },
    ko: { message: '이 컴퓨터에 {tool}이(가) 없습니다.', hint: '{remedy}' },
  },
  RUN_NO_COMMAND: {
    en: { message: 'The image names no command to run.', hint: 'Write CMD or ENTRYPOINT into the Dockerfile.' },
    ko: { message: '이미지에 실행할 명령이 없습니다.', hint: 'Dockerfile에 CMD나 ENTRYPOINT를 쓰세요.' },
  },
  PORT_IN_USE: {
    en: {
      message: 'Port {port} on 127.0.0.1 is in use by another program.',
      hint: 'End that program and run the same command again: image names and the git remote hold this port.',
    },
    ko: {
      message: '127.0.0.1의 {port} 포트를 다른 프로그램이 쓰고 있습니다.',
      hint: '그 프로그램을 끝내고 같은 명령을 다시 실행하세요. 이미지 이름과 git 원격이 이 포트를 씁니다.',
    },
  },
  CANCELLED: {
    en: { message: 'Cancelled.', hint: 'Nothing was lost: `lounge resume` goes on where it stopped.' },
    ko: { message: '취소했습니다.', hint: '잃은 것은 없습니다. `lounge resume`으로 멈춘 곳부터 이어집니다.' },
  },
  NOT_A_TERMINAL: {
    en: { message: '{name} is needed, and there is no terminal to ask on.', hint: 'Give it as a flag: {flag}.' },
    ko: { message: '{name} 값이 필요하지만 물어볼 터미널이 없습니다.', hint: '플래그로 주세요: {flag}.' },
  },
  EXPLAIN_UNKNOWN: {
    en: {
      message: '{subject} is neither a code nor a recorded release nor a service.',
      hint: 'Codes are in docs/verdict.md and docs/errors.md; releases in `lounge history`.',
    },
    ko: {
      message: '{subject}은(는) 코드도, 기록된 릴리스도, 서비스도 아닙니다.',
      hint: '코드는 docs/verdict.md와 docs/errors.md에, 릴리스는 `lounge history`에 있습니다.',
    },
  },
  TIMELINE_INVALID: {
    en: {
      message: '{file}, line {line}: not a timeline: {problem}',
      hint: 'A recording is one JSON object a line, the header first.',
    },
    ko: {
      message: '{file} {line}행: 타임라인이 아닙니다: {problem}',
      hint: '기록은 한 줄에 JSON 객체 하나이며, 첫 줄은 헤더입니다.',
    },
  },
} satisfies Record<string, ErrorText>;
