import type { ErrorText } from './index.ts';

export const releaseErrors = {
  LEASE_HELD: {
    en: {
      message: '{service} is being released by {actor} on {host} since {since} ({tag}).',
      hint: 'Wait until that release is judged, or look at it with `lounge status {service}`.',
    },
    ko: {
      message: '{service}은(는) {actor}({host})이(가) {since}부터 릴리스하는 중입니다({tag}).',
      hint: '그 릴리스의 판정이 날 때까지 기다리거나 `lounge status {service}`(으)로 보세요.',
    },
  },
  BUMP_NOOP: {
    en: {
      message: 'The bump changes nothing in the rendered manifests of {service}.',
      hint: 'The name in the overlay’s `images` must be exactly the image name in the base: {expected}.',
    },
    ko: {
      message: '태그를 바꿔도 {service}의 렌더 결과가 그대로입니다.',
      hint: '오버레이 `images`의 name은 base의 이미지 이름과 정확히 같아야 합니다: {expected}.',
    },
  },
  BUMP_TOO_MUCH: {
    en: {
      message: 'The bump would also change {objects}.',
      hint: 'Only the image of {service} may change in a release; commit other changes first.',
    },
    ko: {
      message: '태그를 바꾸면 {objects}도 함께 바뀝니다.',
      hint: '릴리스에서는 {service}의 이미지만 바뀌어야 합니다. 다른 변경은 먼저 커밋하세요.',
    },
  },
  OVERLAY_MISSING: {
    en: {
      message: '{service} has no overlay for {environment}: {path} is not in the commit.',
      hint: '`lounge new {service} --environment {environment}` adds it; then run the same command again.',
    },
    ko: {
      message: '{service}에 {environment} 오버레이가 없습니다. 커밋에 {path}이(가) 없습니다.',
      hint: '`lounge new {service} --environment {environment}`(으)로 추가한 뒤 같은 명령을 다시 실행하세요.',
    },
  },
  PROMOTE_NOT_PROVEN: {
    en: {
      message: '{release} in {environment} cannot be promoted: its verdict is {verdict}.',
      hint: 'Only a release that passed moves on: {next}.',
    },
    ko: {
      message: '{environment}의 {release}은(는) 승격할 수 없습니다. 판정이 {verdict}입니다.',
      hint: '통과한 릴리스만 승격할 수 있습니다: {next}.',
    },
  },
  PROMOTE_CHANGED: {
    en: {
      message: 'What is in {environment} is no longer {release} as it passed: {problem}.',
      hint: '`lounge status {service} --environment {environment}` shows it; `lounge ship {service} --environment {environment}` proves a new release.',
    },
    ko: {
      message: '{environment}에 있는 것이 통과했을 때의 {release}이(가) 아닙니다: {problem}.',
      hint: '`lounge status {service} --environment {environment}`(으)로 확인하고, `lounge ship {service} --environment {environment}`(으)로 새 릴리스를 증명하세요.',
    },
  },
  PROMOTE_ALREADY: {
    en: {
      message: '{environment} already runs {image} of {service}.',
      hint: 'There is nothing to promote; `lounge verify {service} --environment {environment}` judges what runs.',
    },
    ko: {
      message: '{environment}은(는) 이미 {service}의 {image}을(를) 실행하고 있습니다.',
      hint: '승격할 것이 없습니다. `lounge verify {service} --environment {environment}`(으)로 지금 도는 것을 판정할 수 있습니다.',
    },
  },
  PROMOTE_REGISTRY: {
    en: {
      message: '{image} is in the registry of this machine, which the nodes of {environment} cannot pull from.',
      hint: 'Give the engine of {environment} a registry that its nodes reach (engines.<name>.registry in lounge.yaml): a promotion from {from} copies the image there.',
    },
    ko: {
      message: '{image}은(는) 이 컴퓨터의 레지스트리에 있어 {environment}의 노드가 가져올 수 없습니다.',
      hint: '{environment}의 엔진에 노드가 접근할 수 있는 레지스트리를 적으세요(lounge.yaml의 engines.<이름>.registry). {from}에서 승격할 때 이미지를 그리로 복사합니다.',
    },
  },
  APPROVAL_NEEDED: {
    en: {
      message: 'lounge.yaml asks for a person’s approval before {service} goes to {environment}.',
      hint: 'A person runs: {next}',
    },
    ko: {
      message: 'lounge.yaml에 따라 {service}을(를) {environment}에 올리기 전에 사람의 승인이 필요합니다.',
      hint: '사람이 실행하세요: {next}',
    },
  },
  ROLE_FORBIDDEN: {
    en: {
      message: '{actor} acts as {role}; `{command}` is for a person.',
      hint: 'Ask a person to run it; the role is set by LOUNGE_ROLE.',
    },
    ko: {
      message: '{actor}의 역할은 {role}입니다. `{command}`은(는) 사람만 할 수 있습니다.',
      hint: '사람에게 요청하세요. 역할은 LOUNGE_ROLE로 정해집니다.',
    },
  },
  RENDER_FAILED: {
    en: {
      message: 'kustomize cannot render {path}: {problem}',
      hint: 'Run `kubectl kustomize {path}` and mend what it names.',
    },
    ko: {
      message: 'kustomize가 {path}을(를) 렌더하지 못합니다: {problem}',
      hint: '`kubectl kustomize {path}`을(를) 실행해 지적된 것을 고치세요.',
    },
  },
  DOCKERFILE_MISSING: {
    en: {
      message: 'apps/{service}/Dockerfile is not in the commit.',
      hint: 'Write one and commit it; `lounge new --from <folder>` proposes one for existing code.',
    },
    ko: {
      message: '커밋에 apps/{service}/Dockerfile이 없습니다.',
      hint: '작성해서 커밋하세요. 이미 있는 코드라면 `lounge new --from <폴더>`가 제안해 줍니다.',
    },
  },
  REHEARSAL_FAILED: {
    en: {
      message: 'The rehearsal of this tree failed: {reason}. {message}',
      hint: 'Mend the cause and commit; a tree that failed cannot be shipped.',
    },
    ko: {
      message: '이 트리의 리허설이 실패했습니다: {reason}. {message}',
      hint: '원인을 고쳐 커밋하세요. 실패한 트리는 릴리스할 수 없습니다.',
    },
  },
  IMAGE_NOT_OURS: {
    en: {
      message: '{service} runs {image} as it is; there is nothing to build or push.',
      hint: '`lounge ship {service}` releases it; another version is another tag and digest in its service.yaml.',
    },
    ko: {
      message: '{service}은(는) {image}을(를) 그대로 실행하므로 빌드하거나 푸시할 것이 없습니다.',
      hint: '`lounge ship {service}`(으)로 릴리스합니다. 다른 버전은 service.yaml의 태그와 다이제스트를 바꾸면 됩니다.',
    },
  },
  REHEARSAL_IMPOSSIBLE: {
    en: {
      message: '{service} cannot be rehearsed: {image} is not in the registry of this machine’s engine.',
      hint: 'Release what it needs here first, or mirror the image there; `lounge ship` goes on without a rehearsal and says so.',
    },
    ko: {
      message: '{service}을(를) 리허설할 수 없습니다. {image}이(가) 이 컴퓨터 엔진의 레지스트리에 없습니다.',
      hint: '필요한 것을 먼저 여기에 릴리스하거나 이미지를 그 레지스트리에 복제하세요. `lounge ship`은 그 사실을 알리고 리허설 없이 진행합니다.',
    },
  },
  RELEASE_HELD: {
    en: {
      message: '{tag} of {service} failed ({reason}) and is on hold.',
      hint: 'Mend the cause, commit and ship again: the new tree gets a new image.',
    },
    ko: {
      message: '{service}의 {tag}은(는) 실패({reason})하여 보류 중입니다.',
      hint: '원인을 고쳐 커밋하고 다시 ship 하면 새 이미지가 만들어집니다.',
    },
  },
  RECORDING_UNKNOWN: {
    en: {
      message: 'There is no recording {name}: neither a file nor a release of this lounge.',
      hint: 'Give the path of an .ndjson file, or an id of `lounge history`.',
    },
    ko: {
      message: '{name} 기록이 없습니다. 파일도 아니고 이 라운지의 릴리스도 아닙니다.',
      hint: '.ndjson 파일 경로나 `lounge history`의 ID를 주세요.',
    },
  },
  BUILD_MISSING: {
    en: {
      message: 'There is no built image of {service}.',
      hint: '`lounge build {service}` makes one; `lounge ship {service}` does everything.',
    },
    ko: {
      message: '{service}의 빌드된 이미지가 없습니다.',
      hint: '`lounge build {service}`(으)로 만들거나 `lounge ship {service}`(으)로 한 번에 하세요.',
    },
  },
  IMAGE_UNKNOWN: {
    en: {
      message: 'The registry has no {image}.',
      hint: 'Push it first, or see `lounge history` for tags that are there.',
    },
    ko: {
      message: '레지스트리에 {image}이(가) 없습니다.',
      hint: '먼저 푸시하거나 `lounge history`에서 있는 태그를 확인하세요.',
    },
  },
  RELEASE_UNKNOWN: {
    en: { message: 'There is no release {release}.', hint: 'See `lounge history`.' },
    ko: { message: '{release} 릴리스가 없습니다.', hint: '`lounge history`를 보세요.' },
  },
  NOTHING_TO_ROLL_BACK: {
    en: { message: '{service} has no earlier good release to go back to.', hint: 'Mend the cause and ship again.' },
    ko: { message: '{service}에는 되돌아갈 이전의 정상 릴리스가 없습니다.', hint: '원인을 고쳐 다시 ship 하세요.' },
  },
} satisfies Record<string, ErrorText>;
