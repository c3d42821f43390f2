import type { ErrorText } from './index.ts';

const registryErrors = {
  REGISTRY_UNREACHABLE: {
    en: {
      message: 'The registry {registry} does not answer: {problem}',
      hint: 'Check the address and the network; on one machine: `lounge sandbox up`.',
    },
    ko: {
      message: '레지스트리 {registry}이(가) 응답하지 않습니다: {problem}',
      hint: '주소와 네트워크를 확인하세요. 한 대에서 쓰는 중이라면 `lounge sandbox up`.',
    },
  },
  REGISTRY_LOGIN: {
    en: {
      message: 'The registry {registry} refuses the login of {user}.',
      hint: 'Check REGISTRY_USER and REGISTRY_PASSWORD in .env.',
    },
    ko: {
      message: '레지스트리 {registry}이(가) {user}의 로그인을 거부했습니다.',
      hint: '.env의 REGISTRY_USER와 REGISTRY_PASSWORD를 확인하세요.',
    },
  },
  REGISTRY_FAILED: {
    en: {
      message: 'The registry {registry} answered {status}: {problem}',
      hint: 'The registry may be full or broken; the same command can be run again.',
    },
    ko: {
      message: '레지스트리 {registry}이(가) {status}(으)로 응답했습니다: {problem}',
      hint: '레지스트리가 가득 찼거나 고장났을 수 있습니다. 같은 명령을 다시 실행할 수 있습니다.',
    },
  },
  REGISTRY_FULL: {
    en: {
      message: 'The registry {registry} has no room left: {problem}',
      hint: 'Remove old images or raise the limit of the registry, then run the same command again; what was pushed stays.',
    },
    ko: {
      message: '레지스트리 {registry}에 남은 공간이 없습니다: {problem}',
      hint: '오래된 이미지를 지우거나 레지스트리의 한도를 늘린 뒤 같은 명령을 다시 실행하세요. 이미 올린 것은 남아 있습니다.',
    },
  },
  REGISTRY_DIGEST_MISMATCH: {
    en: {
      message: 'The registry has {found} under {reference}, but {expected} was pushed.',
      hint: 'Somebody else wrote this tag; ship again to get a new one.',
    },
    ko: {
      message: '{reference}에 {expected}을(를) 푸시했지만 레지스트리에는 {found}이(가) 있습니다.',
      hint: '다른 누군가가 이 태그를 썼습니다. 다시 ship 하면 새 태그를 받습니다.',
    },
  },
  IMAGE_STAND_IN: {
    en: {
      message:
        'This image stands on a runtime of this machine ({standIn}); it runs in the sandbox only and is not pushed to {registry}.',
      hint: 'Install Docker, Podman or buildah and build again: then the real base image is used.',
    },
    ko: {
      message:
        '이 이미지는 이 컴퓨터의 런타임({standIn})(으)로 대신한 것이라 샌드박스에서만 실행되며 {registry}에 푸시하지 않습니다.',
      hint: 'Docker, Podman 또는 buildah를 설치하고 다시 빌드하면 진짜 베이스 이미지를 씁니다.',
    },
  },
  IMAGE_LAYOUT_INVALID: {
    en: { message: 'The image in {folder} cannot be used: {problem}', hint: 'Build the image again.' },
    ko: { message: '{folder}의 이미지를 쓸 수 없습니다: {problem}', hint: '이미지를 다시 빌드하세요.' },
  },
} satisfies Record<string, ErrorText>;

const buildErrors = {
  DOCKERFILE_MISSING: {
    en: {
      message: 'There is no Dockerfile at {path}.',
      hint: 'Write one; `lounge new --from <folder>` proposes one for code that exists.',
    },
    ko: {
      message: '{path}에 Dockerfile이 없습니다.',
      hint: 'Dockerfile을 작성하세요. `lounge new --from <폴더>`는 기존 코드에 맞는 것을 제안합니다.',
    },
  },
  DOCKERFILE_INVALID: {
    en: {
      message: '{file}, line {line}: {problem}',
      hint: 'Correct the line; the form of each instruction: https://docs.docker.com/reference/dockerfile/',
    },
    ko: {
      message: '{file} {line}행: {problem}',
      hint: '해당 행을 고치세요. 명령별 형식: https://docs.docker.com/reference/dockerfile/',
    },
  },
  BUILD_SOURCE_MISSING: {
    en: {
      message: '{file}, line {line}: {instruction} finds no {source} in {place}.',
      hint: 'Check the path, and whether .dockerignore leaves it out.',
    },
    ko: {
      message: '{file} {line}행: {instruction}이(가) {place}에서 {source}을(를) 찾지 못했습니다.',
      hint: '경로를 확인하고 .dockerignore가 제외하고 있지 않은지 보세요.',
    },
  },
  BUILD_FAILED: {
    en: {
      message: '{file}, line {line}: `{instruction}` ended with exit code {exitCode}: {output}',
      hint: 'Run the command in the service folder, mend it, and build again.',
    },
    ko: {
      message: '{file} {line}행: `{instruction}`이(가) 종료 코드 {exitCode}(으)로 끝났습니다: {output}',
      hint: '서비스 폴더에서 명령을 실행해 고친 뒤 다시 빌드하세요.',
    },
  },
  BUILD_UNSUPPORTED: {
    en: {
      message: '{file}, line {line}: the embedded builder does not do {instruction}.',
      hint: 'Install Docker, Podman or buildah (they are used when there), or write it without.',
    },
    ko: {
      message: '{file} {line}행: 내장 빌더는 {instruction}을(를) 지원하지 않습니다.',
      hint: 'Docker, Podman 또는 buildah를 설치하거나(있으면 자동으로 사용) 이것 없이 작성하세요.',
    },
  },
  BUILD_BASE_UNKNOWN: {
    en: {
      message: '{file}, line {line}: the base image {image} cannot be had without Docker.',
      hint: 'Install Docker, Podman or buildah; or use scratch, an image of {registry}, or node, python or golang, for which this machine stands in.',
    },
    ko: {
      message: '{file} {line}행: Docker 없이는 베이스 이미지 {image}을(를) 가져올 수 없습니다.',
      hint: 'Docker, Podman 또는 buildah를 설치하거나, scratch, {registry}의 이미지, 또는 이 컴퓨터가 대신할 수 있는 node, python, golang을 쓰세요.',
    },
  },
  BUILD_BASE_VERSION: {
    en: {
      message: '{file}, line {line}: {image} is asked for, but this machine has {found}.',
      hint: 'Install {runtime} {wanted} or newer, or Docker; or lower the version in FROM.',
    },
    ko: {
      message: '{file} {line}행: {image}이(가) 필요하지만 이 컴퓨터에는 {found}이(가) 있습니다.',
      hint: '{runtime} {wanted} 이상이나 Docker를 설치하거나 FROM의 버전을 낮추세요.',
    },
  },
  BUILD_PACKAGE_MANAGER: {
    en: {
      message: '{file}, line {line}: `{command}` needs a package manager, and the stand-in for {image} has none.',
      hint: 'Install Docker, Podman or buildah to build on the real image, or drop the line.',
    },
    ko: {
      message:
        '{file} {line}행: `{command}`에는 패키지 관리자가 필요하지만 {image}을(를) 대신하는 이미지에는 없습니다.',
      hint: '진짜 이미지로 빌드하려면 Docker, Podman 또는 buildah를 설치하고, 아니면 이 행을 빼세요.',
    },
  },
  BUILD_NOT_ISOLATED: {
    en: {
      message: '{file}, line {line}: RUN needs a file system of its own, which this machine does not give: {problem}',
      hint: 'Allow user namespaces, run as root, or install Docker, Podman or buildah.',
    },
    ko: {
      message: '{file} {line}행: RUN에는 독립된 파일 시스템이 필요하지만 이 컴퓨터에서는 만들 수 없습니다: {problem}',
      hint: '사용자 네임스페이스를 허용하거나, root로 실행하거나, Docker, Podman 또는 buildah를 설치하세요.',
    },
  },
  BUILD_ENGINE_FAILED: {
    en: {
      message: '{engine} could not build the image: {output}',
      hint: 'Read its last lines above; `{engine} build` in the service folder shows all of them.',
    },
    ko: {
      message: '{engine}이(가) 이미지를 빌드하지 못했습니다: {output}',
      hint: '위의 마지막 줄을 확인하세요. 서비스 폴더에서 `{engine} build`를 실행하면 전체가 보입니다.',
    },
  },
} satisfies Record<string, ErrorText>;

export const imageErrors = { ...registryErrors, ...buildErrors } satisfies Record<string, ErrorText>;
