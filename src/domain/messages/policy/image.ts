import type { RuleText } from './rule-text.ts';

export const imageRules = {
  'image-no-latest': {
    en: {
      message: '{object}: {image} names no fixed version.',
      why: 'The same name can be another image tomorrow, and Argo CD sees no change.',
      fix: 'Name a version, better with its digest.',
    },
    ko: {
      message: '{object}: {image}에 고정된 버전이 없습니다.',
      why: '같은 이름이 내일은 다른 이미지가 될 수 있고, Argo CD는 변화를 보지 못합니다.',
      fix: '버전을 쓰고, 되도록 다이제스트도 쓰세요.',
    },
  },
  'image-tag-format': {
    en: {
      message: '{object}: the tag {tag} is not v<YYYYMMDDHHMM>.',
      why: 'The tag tells when a release was made and sorts by time.',
      fix: 'Make the release with `lounge ship`; it chooses and reserves the tag.',
    },
    ko: {
      message: '{object}: 태그 {tag}이(가) v<YYYYMMDDHHMM> 형식이 아닙니다.',
      why: '태그는 릴리스 시각을 알려 주고 시간순으로 정렬됩니다.',
      fix: '`lounge ship`으로 릴리스하세요. 태그를 정하고 예약해 줍니다.',
    },
  },
  'image-digest-pinned': {
    en: {
      message: '{object}: {image} is not pinned by digest.',
      why: 'A tag can be pushed again; a digest is the image itself.',
      fix: 'Add `digest: sha256:…` beside newTag (`lounge bump` writes both), or write <name>:<tag>@sha256:<digest>.',
    },
    ko: {
      message: '{object}: {image}이(가) 다이제스트로 고정되지 않았습니다.',
      why: '태그는 다시 푸시할 수 있지만 다이제스트는 이미지 그 자체입니다.',
      fix: 'newTag 옆에 `digest: sha256:…`를 쓰거나(`lounge bump`가 둘 다 씁니다) <이름>:<태그>@sha256:<다이제스트>로 쓰세요.',
    },
  },
  'image-tag-digest': {
    en: {
      message: '{object}: the tag {tag} is not the image {digest}; in the registry it is {named}.',
      why: 'The digest decides what runs: the tag would tell a version that is not there.',
      fix: 'Change both together: `lounge bump <service> {tag}` writes the digest of the tag.',
    },
    ko: {
      message: '{object}: 태그 {tag}은(는) 이미지 {digest}이(가) 아닙니다. 레지스트리에서는 {named}입니다.',
      why: '실행되는 것은 다이제스트가 정합니다. 태그는 거기 없는 버전을 말하게 됩니다.',
      fix: '둘을 함께 바꾸세요. `lounge bump <서비스> {tag}`이(가) 태그의 다이제스트를 씁니다.',
    },
  },
  'image-tag-not-string': {
    en: {
      message: 'newTag {value} is a number to kustomize.',
      why: 'kustomize refuses the whole overlay.',
      fix: 'Quote it: `newTag: "{value}"`.',
    },
    ko: {
      message: 'kustomize는 newTag {value}을(를) 숫자로 읽습니다.',
      why: 'kustomize가 오버레이 전체를 거부합니다.',
      fix: '따옴표로 감싸세요: `newTag: "{value}"`.',
    },
  },
  'image-repository-path': {
    en: {
      message: '{object}: {image} comes from a registry that is not allowed.',
      why: 'Images run with the rights of the service; where they come from is decided once, in lounge.yaml.',
      fix: 'Use {expected}, or have a person add the registry to policy.allowedRegistries.',
    },
    ko: {
      message: '{object}: {image}은(는) 허용되지 않은 레지스트리의 이미지입니다.',
      why: '이미지는 서비스의 권한으로 실행됩니다. 출처는 lounge.yaml에서만 정합니다.',
      fix: '{expected}을(를) 쓰거나, 사람이 policy.allowedRegistries에 레지스트리를 추가하게 하세요.',
    },
  },
  'image-unexpanded-variable': {
    en: {
      message: '{text} is not expanded by kustomize.',
      why: 'The pod would be given this very text as its image.',
      fix: 'Write the value itself.',
    },
    ko: {
      message: 'kustomize는 {text}을(를) 치환하지 않습니다.',
      why: '파드는 이 글자 그대로를 이미지 이름으로 받습니다.',
      fix: '값을 직접 쓰세요.',
    },
  },
  'image-pull-secret-missing': {
    en: {
      message: '{object} runs an image of {registry} without imagePullSecrets.',
      why: 'The cluster cannot log in to the registry: ImagePullBackOff.',
      fix: 'Add `imagePullSecrets: [{name: {secret}}]` to the pod spec.',
    },
    ko: {
      message: '{object}이(가) {registry}의 이미지를 쓰지만 imagePullSecrets가 없습니다.',
      why: '클러스터가 레지스트리에 로그인하지 못해 ImagePullBackOff가 됩니다.',
      fix: '파드 스펙에 `imagePullSecrets: [{name: {secret}}]`을 넣으세요.',
    },
  },
} satisfies Record<string, RuleText>;
