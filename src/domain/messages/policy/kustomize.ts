import type { RuleText } from './rule-text.ts';

export const kustomizeRules = {
  'kustomize-build-fails': {
    en: {
      message: 'kustomize cannot render {overlay}: {problem}',
      why: 'Argo CD stops at the first error, for every object of the overlay.',
      fix: 'Run `kubectl kustomize {overlay}` and mend what it names.',
    },
    ko: {
      message: 'kustomize가 {overlay}을(를) 렌더하지 못합니다: {problem}',
      why: 'Argo CD는 첫 오류에서 멈추며 오버레이의 모든 것이 배포되지 않습니다.',
      fix: '`kubectl kustomize {overlay}`을(를) 실행해 지적된 것을 고치세요.',
    },
  },
  'kustomize-image-dead': {
    en: {
      message: 'The image entry {name} matches nothing.',
      why: 'kustomize says nothing and changes nothing: the release would do nothing.',
      fix: 'The name must be the image name in the base exactly; there is: {found}.',
    },
    ko: {
      message: 'images의 {name}에 맞는 이미지가 없습니다.',
      why: 'kustomize는 아무 말 없이 아무것도 바꾸지 않습니다. 릴리스해도 그대로입니다.',
      fix: '이름은 base의 이미지 이름과 정확히 같아야 합니다. 있는 이름: {found}.',
    },
  },
  'environment-overlay-missing': {
    en: {
      message: '{service} has no overlay for {environment}.',
      why: 'It cannot be shipped or promoted there.',
      fix: '`lounge new {service} --environment {environment}` adds it.',
    },
    ko: {
      message: '{service}에 {environment} 오버레이가 없습니다.',
      why: '그 환경으로 배포하거나 승격할 수 없습니다.',
      fix: '`lounge new {service} --environment {environment}`(으)로 추가하세요.',
    },
  },
  'kustomize-deprecated-field': {
    en: {
      message: '{field} is deprecated in kustomize.',
      why: 'It will go, and it behaves unlike what took its place.',
      fix: 'Use {replacement}.',
    },
    ko: {
      message: '{field}은(는) kustomize에서 더 이상 쓰지 않는 필드입니다.',
      why: '곧 사라지며, 대체된 필드와 다르게 동작합니다.',
      fix: '{replacement}을(를) 쓰세요.',
    },
  },
  'kustomize-namespace-missing': {
    en: {
      message: 'The overlay sets no namespace.',
      why: 'Its objects would go wherever the Application points.',
      fix: 'Add `namespace: {namespace}`.',
    },
    ko: {
      message: '오버레이에 namespace가 없습니다.',
      why: 'Application이 가리키는 아무 곳에나 들어갑니다.',
      fix: '`namespace: {namespace}`을(를) 넣으세요.',
    },
  },
  'kustomize-layout': {
    en: {
      message: '{problem}',
      why: 'Tools and people look for manifests in one place.',
      fix: 'Manifests belong into app-of-apps/overlays/<service>/base and …/overlays/<environment>, source into apps/<service>.',
    },
    ko: {
      message: '{problem}',
      why: '도구와 사람이 매니페스트를 찾는 곳은 하나입니다.',
      fix: '매니페스트는 app-of-apps/overlays/<서비스>/base와 …/overlays/<환경>에, 소스는 apps/<서비스>에 두세요.',
    },
  },
  'kustomize-path-outside': {
    en: {
      message: '{resource} leads out of {root}.',
      why: 'One service must not be built from the files of another, or of the machine.',
      fix: 'Name a folder or file of the same service.',
    },
    ko: {
      message: '{resource}은(는) {root} 밖을 가리킵니다.',
      why: '한 서비스가 다른 서비스나 컴퓨터의 파일로 만들어지면 안 됩니다.',
      fix: '같은 서비스의 폴더나 파일을 쓰세요.',
    },
  },
  'kustomize-generator-untracked': {
    en: {
      message: 'The generator reads {source}, which {problem}.',
      why: 'Argo CD builds from git: what is not there stops the whole sync.',
      fix: 'Commit the file, or use a Secret made by `lounge secrets apply`.',
    },
    ko: {
      message: '생성기가 {source}을(를) 읽지만 {problem}.',
      why: 'Argo CD는 git에 있는 것으로만 만듭니다. 없으면 동기화 전체가 멈춥니다.',
      fix: '파일을 커밋하거나 `lounge secrets apply`로 만든 Secret을 쓰세요.',
    },
  },
  'kustomize-orphan-file': {
    en: {
      message: '{path} is listed in no kustomization.',
      why: 'It looks as if it ran, and does not.',
      fix: 'Add it to resources, or delete it.',
    },
    ko: {
      message: '{path}은(는) 어느 kustomization에도 없습니다.',
      why: '실행되는 것처럼 보이지만 아닙니다.',
      fix: 'resources에 넣거나 지우세요.',
    },
  },
} satisfies Record<string, RuleText>;
