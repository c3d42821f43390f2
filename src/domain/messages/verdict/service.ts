import type { VerdictText } from './verdict-text.ts';

export const serviceVerdicts = {
  NO_ENDPOINTS: {
    en: {
      message: 'The Service {service} routes to no ready pod of this release: {problem}.',
      next: 'Compare its selector and its target port with the labels and ports of the pods.',
      meaning: 'No ready endpoint with a port is backed by a pod of this release.',
      investigate: '`kubectl -n {namespace} get endpointslices -l kubernetes.io/service-name={service}`.',
      remedy: 'Correct `selector` and `targetPort` (a named port must exist in the pod).',
    },
    ko: {
      message: '서비스 {service}가 이 릴리스의 준비된 파드로 연결되지 않습니다: {problem}.',
      next: '셀렉터와 대상 포트를 파드의 레이블·포트와 비교하세요.',
      meaning: '포트가 있고 준비된 엔드포인트 가운데 이 릴리스의 파드가 하나도 없습니다.',
      investigate: '`kubectl -n {namespace} get endpointslices -l kubernetes.io/service-name={service}`로 확인하세요.',
      remedy: '`selector`와 `targetPort`를 고치세요. 이름으로 쓴 포트는 파드에 있어야 합니다.',
    },
  },
  ENDPOINT: {
    en: {
      message: 'The health path {path} does not answer for this release: {problem}.',
      next: 'Ask it yourself through the Service, and read the log of the pod.',
      meaning: 'Through the Service, the health path answers no 2xx or names another version.',
      investigate: 'The probes among the receipts; `kubectl port-forward service/{service}`.',
      remedy: 'Mend the health path, the port or the selector; let readiness tell the truth.',
    },
    ko: {
      message: '상태 확인 경로 {path}가 이 릴리스로서 응답하지 않습니다: {problem}.',
      next: '서비스를 통해 직접 호출해 보고 파드의 로그를 확인하세요.',
      meaning: '서비스를 통해 호출했을 때 2xx로 응답하지 않거나 다른 버전이라고 답합니다.',
      investigate: '영수증의 프로브 기록과 `kubectl port-forward service/{service}`로 확인하세요.',
      remedy: '상태 확인 경로, 포트 또는 셀렉터를 고치고 readiness가 사실을 말하게 하세요.',
    },
  },
  ENDPOINT_NOT_ASKED: {
    en: {
      message: 'The health path {path} was not asked since the last old pod was gone.',
      next: 'Wait for the next probe.',
      meaning: 'Answers of before may have come from an old pod and do not count.',
      investigate: 'The probes of the recording.',
      remedy: 'None is needed.',
    },
    ko: {
      message: '마지막 이전 파드가 사라진 뒤로 상태 확인 경로 {path}를 아직 확인하지 않았습니다.',
      next: '다음 프로브를 기다리세요.',
      meaning: '그 전의 응답은 이전 파드가 했을 수 있어 인정하지 않습니다.',
      investigate: '기록의 프로브를 확인하세요.',
      remedy: '따로 할 일은 없습니다.',
    },
  },
  ROUTE: {
    en: {
      message: 'The public name {host} does not reach this release: {problem}',
      next: 'Check the tunnel and the DNS record of the name.',
      meaning: 'The name is approved, but what answers there is not this release.',
      investigate: '`curl https://{host}` and the tunnel’s log.',
      remedy: 'Correct the target of the exposure, or bring the tunnel back.',
    },
    ko: {
      message: '공개 주소 {host}가 이 릴리스에 닿지 않습니다: {problem}',
      next: '터널과 DNS 레코드를 확인하세요.',
      meaning: '주소는 승인되었지만 거기서 응답하는 것이 이 릴리스가 아닙니다.',
      investigate: '`curl https://{host}`와 터널의 로그를 확인하세요.',
      remedy: '공개 대상을 고치거나 터널을 되살리세요.',
    },
  },
  ROUTE_NOT_ASKED: {
    en: {
      message: 'Whether {host} reaches this release was not seen yet.',
      next: 'Wait for the next try.',
      meaning: 'The public name is approved; it was not tried since.',
      investigate: '`curl https://{host}`.',
      remedy: 'None is needed.',
    },
    ko: {
      message: '{host}가 이 릴리스에 닿는지 아직 확인하지 않았습니다.',
      next: '다음 확인을 기다리세요.',
      meaning: '공개 주소가 승인되었지만 그 뒤로 아직 시험하지 않았습니다.',
      investigate: '`curl https://{host}`로 확인하세요.',
      remedy: '따로 할 일은 없습니다.',
    },
  },
  LOG_ERRORS: {
    en: {
      message: 'The log of {pod} matches “{pattern}”: {lines}',
      next: 'Read the log: `lounge logs {service}`.',
      meaning: 'A line that the service itself calls an error was written after the release was ready.',
      investigate: 'The matching lines are among the receipts.',
      remedy: 'Mend the error, or narrow `logErrorPatterns` if the line is harmless.',
    },
    ko: {
      message: '{pod}의 로그가 “{pattern}” 규칙에 걸렸습니다: {lines}',
      next: '`lounge logs {service}`로 로그를 확인하세요.',
      meaning: '릴리스가 준비된 뒤에 서비스가 스스로 오류라고 정한 줄이 기록되었습니다.',
      investigate: '걸린 줄이 영수증에 들어 있습니다.',
      remedy: '오류를 고치세요. 해롭지 않은 줄이라면 `logErrorPatterns`를 좁히세요.',
    },
  },
  CRITERIA: {
    en: {
      message: 'The acceptance check {criterion} fails: {problem}',
      next: 'Mend the service; the criteria were fixed before the work started.',
      meaning: 'A check that the planner fixed does not hold for this release.',
      investigate: 'The result of the check is among the receipts.',
      remedy: 'Meet the check and ship again.',
    },
    ko: {
      message: '인수 조건 {criterion}을 만족하지 못합니다: {problem}',
      next: '서비스를 고치세요. 조건은 작업을 시작하기 전에 정해졌습니다.',
      meaning: '기획자가 정한 조건이 이 릴리스에서 성립하지 않습니다.',
      investigate: '검사 결과가 영수증에 들어 있습니다.',
      remedy: '조건을 만족시킨 뒤 다시 ship 하세요.',
    },
  },
  CRITERIA_NOT_ASKED: {
    en: {
      message: 'The acceptance check {criterion} was not run yet.',
      next: 'Wait for it.',
      meaning: 'Every check of the planner must be seen to hold.',
      investigate: 'The list of criteria of the task.',
      remedy: 'Run the check.',
    },
    ko: {
      message: '인수 조건 {criterion}을 아직 검사하지 않았습니다.',
      next: '검사를 기다리세요.',
      meaning: '기획자가 정한 조건은 모두 성립하는 것이 확인되어야 합니다.',
      investigate: '작업의 인수 조건 목록을 확인하세요.',
      remedy: '검사를 실행하세요.',
    },
  },
} satisfies Record<string, VerdictText>;
