import type { RuleText } from './rule-text.ts';

export const schemaRules = {
  'yaml-syntax': {
    en: {
      message: '{problem}',
      why: 'kustomize drops a duplicate key without a word; what is written is not what runs.',
      fix: 'Correct the line.',
    },
    ko: {
      message: '{problem}',
      why: 'kustomize는 중복 키를 말없이 버립니다. 쓴 것과 실행되는 것이 달라집니다.',
      fix: '해당 행을 고치세요.',
    },
  },
  'settings-invalid': {
    en: {
      message: '{problem}',
      why: 'Settings that cannot be read cannot be kept.',
      fix: 'Correct the line; the schema named in the first line lists what is allowed.',
    },
    ko: {
      message: '{problem}',
      why: '읽을 수 없는 설정은 지킬 수 없습니다.',
      fix: '해당 행을 고치세요. 첫 줄의 스키마에 허용되는 값이 있습니다.',
    },
  },
  'schema-duplicate-resource': {
    en: {
      message: '{object} in {namespace} is also shipped by {other}.',
      why: 'Two Applications would overwrite each other for ever.',
      fix: 'Rename one of them, or ship it from one place.',
    },
    ko: {
      message: '{namespace}의 {object}을(를) {other}도 배포합니다.',
      why: '두 Application이 끝없이 서로 덮어씁니다.',
      fix: '하나의 이름을 바꾸거나 한 곳에서만 배포하세요.',
    },
  },
  'schema-selector-mismatch': {
    en: {
      message: '{object}: the selector {selector} does not match the pod labels.',
      why: 'The cluster refuses such a workload.',
      fix: 'Give the pod template the labels of the selector.',
    },
    ko: {
      message: '{object}: selector {selector}이(가) 파드 레이블과 맞지 않습니다.',
      why: '클러스터가 이런 워크로드를 거부합니다.',
      fix: '파드 템플릿에 selector와 같은 레이블을 넣으세요.',
    },
  },
  'schema-removed-api': {
    en: {
      message: '{object} uses {apiVersion}, which Kubernetes no longer has.',
      why: 'The cluster refuses it.',
      fix: 'Write `apiVersion: {replacement}`.',
    },
    ko: {
      message: '{object}이(가) 쓰는 {apiVersion}은(는) 쿠버네티스에서 사라졌습니다.',
      why: '클러스터가 거부합니다.',
      fix: '`apiVersion: {replacement}`(으)로 쓰세요.',
    },
  },
  'service-spec-mismatch': {
    en: {
      message: '{object} disagrees with {file}: {problem}.',
      why: 'A release is judged by what service.yaml declares; pods, probes and status would be about something else.',
      fix: 'Make the two equal: the manifest, or {file}.',
    },
    ko: {
      message: '{object}이(가) {file}과(와) 다릅니다: {problem}.',
      why: '릴리스는 service.yaml이 선언한 대로 판정됩니다. 다르면 판정과 상태가 다른 것을 보게 됩니다.',
      fix: '매니페스트나 {file} 중 하나를 고쳐 같게 만드세요.',
    },
  },
} satisfies Record<string, RuleText>;
