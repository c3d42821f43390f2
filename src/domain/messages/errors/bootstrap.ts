import type { ErrorText } from './index.ts';

/** What keeps a cluster from becoming a lounge; all of it is told before anything is changed. */
export const bootstrapErrors = {
  CLUSTER_CONTEXT_UNKNOWN: {
    en: {
      message: 'The kubeconfig {file} has no context {context}.',
      hint: 'Its contexts: {known}. Correct engines.<name>.context in lounge.yaml, or set KUBECONFIG.',
    },
    ko: {
      message: 'kubeconfig {file}에 {context} 컨텍스트가 없습니다.',
      hint: '있는 컨텍스트: {known}. lounge.yaml의 engines.<이름>.context를 고치거나 KUBECONFIG를 지정하세요.',
    },
  },
  CLUSTER_EXPIRED: {
    en: {
      message: 'The {what} of context {context} expired at {at}.',
      hint: 'Log in to the cluster again, so that the kubeconfig gets a new one.',
    },
    ko: {
      message: '{context} 컨텍스트의 {what}이(가) {at}에 만료되었습니다.',
      hint: '클러스터에 다시 로그인해 kubeconfig를 새로 받으세요.',
    },
  },
  CLUSTER_TOO_OLD: {
    en: {
      message: 'The cluster of engine {engine} is Kubernetes {version}; a lounge needs {needed} or newer.',
      hint: 'Admission policies are part of Kubernetes since {needed}: upgrade the cluster.',
    },
    ko: {
      message: '{engine} 엔진의 클러스터는 쿠버네티스 {version}입니다. 라운지는 {needed} 이상이 필요합니다.',
      hint: '어드미션 정책은 {needed}부터 들어 있습니다. 클러스터를 올리세요.',
    },
  },
  ARGOCD_MISSING: {
    en: {
      message: 'There is no Argo CD in namespace {namespace} of engine {engine}.',
      hint: 'kubectl create namespace {namespace} && kubectl apply -n {namespace} --server-side -f https://raw.githubusercontent.com/argoproj/argo-cd/stable/manifests/install.yaml',
    },
    ko: {
      message: '{engine} 엔진의 {namespace} 네임스페이스에 Argo CD가 없습니다.',
      hint: 'kubectl create namespace {namespace} && kubectl apply -n {namespace} --server-side -f https://raw.githubusercontent.com/argoproj/argo-cd/stable/manifests/install.yaml',
    },
  },
  ARGOCD_ELSEWHERE: {
    en: {
      message: 'lounge.yaml says that Argo CD of engine {engine} is in namespace {namespace}; it is in {found}.',
      hint: 'Set engines.{engine}.argocdNamespace in lounge.yaml, and commit it.',
    },
    ko: {
      message: 'lounge.yaml에는 {engine} 엔진의 Argo CD가 {namespace}에 있다고 되어 있지만 {found}에 있습니다.',
      hint: 'lounge.yaml의 engines.{engine}.argocdNamespace를 고치고 커밋하세요.',
    },
  },
  ARGOCD_CRD_MISSING: {
    en: {
      message: 'The cluster of engine {engine} has no {kinds} of Argo CD.',
      hint: 'Apply the definitions of your Argo CD version: kubectl apply --server-side -k https://github.com/argoproj/argo-cd/manifests/crds?ref=stable',
    },
    ko: {
      message: '{engine} 엔진의 클러스터에 Argo CD의 {kinds} 정의가 없습니다.',
      hint: '설치한 Argo CD 버전의 정의를 적용하세요: kubectl apply --server-side -k https://github.com/argoproj/argo-cd/manifests/crds?ref=stable',
    },
  },
  ARGOCD_TOO_OLD: {
    en: {
      message: 'Argo CD in namespace {namespace} is {version}; a lounge needs 3.0 or newer.',
      hint: 'Upgrade Argo CD, its definitions (CRDs) included.',
    },
    ko: {
      message: '{namespace} 네임스페이스의 Argo CD는 {version}입니다. 라운지는 3.0 이상이 필요합니다.',
      hint: 'Argo CD를 정의(CRD)와 함께 올리세요.',
    },
  },
  BOOTSTRAP_FORBIDDEN: {
    en: {
      message: '{username} may not do what setting up a lounge needs: {missing}',
      hint: 'A cluster administrator grants it by applying this:\n{yaml}',
    },
    ko: {
      message: '{username}에게 라운지를 설치할 권한이 없습니다: {missing}',
      hint: '클러스터 관리자가 다음을 적용하면 됩니다:\n{yaml}',
    },
  },
  BOOTSTRAP_FOREIGN: {
    en: {
      message: '{object} is there already and belongs to {owner}.',
      hint: 'Nothing was changed. Give this lounge other names in lounge.yaml (namespace, project), or an Argo CD of its own (argocdNamespace).',
    },
    ko: {
      message: '{object}이(가) 이미 있고 {owner}의 것입니다.',
      hint: '아무것도 바꾸지 않았습니다. lounge.yaml에서 이름(namespace, project)을 바꾸거나 별도의 Argo CD(argocdNamespace)를 쓰세요.',
    },
  },
  ARGOCD_TAKEN: {
    en: {
      message:
        '{application} of Argo CD in namespace {namespace} belongs to lounge {owner} with the repository {source}; one Argo CD holds one lounge.',
      hint: `Nothing was changed. Use an Argo CD of its own (argocdNamespace in lounge.yaml), or let the other lounge go first (its \`lounge bootstrap --remove\`).
Is it this very lounge, and its remote has moved? kubectl patch application -n {namespace} {application} --type=merge -p '{"spec":{"source":{"repoURL":"{url}"}}}'`,
    },
    ko: {
      message:
        '{namespace} 네임스페이스에 있는 Argo CD의 {application}은(는) 저장소가 {source}인 {owner} 라운지의 것입니다. Argo CD 하나에는 라운지 하나만 둡니다.',
      hint: `아무것도 바꾸지 않았습니다. 별도의 Argo CD(lounge.yaml의 argocdNamespace)를 쓰거나 다른 라운지를 먼저 내리세요(그 라운지에서 \`lounge bootstrap --remove\`).
바로 이 라운지이고 원격만 옮겼다면: kubectl patch application -n {namespace} {application} --type=merge -p '{"spec":{"source":{"repoURL":"{url}"}}}'`,
    },
  },
  BOOTSTRAP_IN_USE: {
    en: {
      message: 'Services of the lounge still run there: {applications}',
      hint: 'Nothing was removed. --with-services takes them down as well, with their volumes.',
    },
    ko: {
      message: '라운지의 서비스가 아직 실행 중입니다: {applications}',
      hint: '아무것도 지우지 않았습니다. --with-services를 주면 볼륨까지 함께 내립니다.',
    },
  },
  BOOTSTRAP_UNPROVED: {
    en: {
      message: 'Engine {engine}: {object} is not as it was applied: {problem}',
      hint: 'Something else in the cluster writes it. Find who (kubectl get … -o yaml --show-managed-fields), then run `lounge bootstrap` again.',
    },
    ko: {
      message: '{engine} 엔진: {object}이(가) 적용한 것과 다릅니다: {problem}',
      hint: '클러스터의 다른 무언가가 이 객체를 씁니다. kubectl get … -o yaml --show-managed-fields로 찾은 뒤 `lounge bootstrap`을 다시 실행하세요.',
    },
  },
  ROLES_NOT_ENFORCED: {
    en: {
      message:
        'Engine {engine} enforces no roles: whoever has its token may do everything that admission does not refuse.',
      hint: 'Roles are held by a cluster: an engine of kind kubernetes in lounge.yaml. There is nothing to hand out here.',
    },
    ko: {
      message:
        '{engine} 엔진은 역할을 강제하지 않습니다. 토큰만 있으면 어드미션이 거부하지 않는 모든 일을 할 수 있습니다.',
      hint: '역할은 클러스터(lounge.yaml에서 kind: kubernetes인 엔진)가 강제합니다. 여기서는 나눠 줄 것이 없습니다.',
    },
  },
  ROLE_ACCOUNT_MISSING: {
    en: {
      message: 'Engine {engine} has no ServiceAccount {account}.',
      hint: '`lounge bootstrap --environment {environment}` makes it.',
    },
    ko: {
      message: '{engine} 엔진에 ServiceAccount {account}이(가) 없습니다.',
      hint: '`lounge bootstrap --environment {environment}`이(가) 만듭니다.',
    },
  },
  GIT_CREDENTIALS_MISSING: {
    en: {
      message: 'Argo CD needs a login to read {url}, and .env has no value for {names}.',
      hint: 'Put the deploy key or the token into .env (see .env.example), and run the same command again.',
    },
    ko: {
      message: 'Argo CD가 {url} 저장소를 읽으려면 로그인이 필요하지만 .env에 {names} 값이 없습니다.',
      hint: '배포 키나 토큰을 .env에 넣고(.env.example 참고) 같은 명령을 다시 실행하세요.',
    },
  },
  GIT_KEY_INVALID: {
    en: {
      message: 'The deploy key {file} cannot be used: {problem}',
      hint: 'Make one without a passphrase: ssh-keygen -t ed25519 -N "" -f deploy-key; its public half becomes a deploy key of the repository.',
    },
    ko: {
      message: '배포 키 {file}을(를) 쓸 수 없습니다: {problem}',
      hint: '암호 없는 키를 만드세요: ssh-keygen -t ed25519 -N "" -f deploy-key. 공개 키는 저장소의 배포 키로 등록합니다.',
    },
  },
  GIT_HOST_KEY_UNKNOWN: {
    en: {
      message: 'Nobody vouches for the SSH host key of {host}: neither Argo CD nor your known_hosts has it.',
      hint: 'Compare its fingerprint ({fingerprints}) with what the owner of the host publishes; then put the line into known_hosts, or into a file named by GIT_KNOWN_HOSTS_FILE in .env.',
    },
    ko: {
      message: '{host}의 SSH 호스트 키를 보증하는 곳이 없습니다. Argo CD에도 known_hosts에도 없습니다.',
      hint: '지문({fingerprints})을(를) 호스트 소유자가 알려 준 것과 비교한 뒤 known_hosts나 .env의 GIT_KNOWN_HOSTS_FILE 파일에 넣으세요.',
    },
  },
  GIT_HOST_KEY_WRONG: {
    en: {
      message: 'The known-hosts line for {host} in {place} is not the key that the host shows ({fingerprints}).',
      hint: 'Either the host has a new key, or somebody stands in between. Ask the owner of the host; then correct the line.',
    },
    ko: {
      message: '{place}에 있는 {host}의 known-hosts 줄이 호스트가 내놓는 키({fingerprints})과(와) 다릅니다.',
      hint: '호스트의 키가 바뀌었거나 누군가 중간에 있습니다. 호스트 소유자에게 확인한 뒤 줄을 고치세요.',
    },
  },
  ARGOCD_REMOTE_UNREADABLE: {
    en: {
      message: 'Argo CD cannot read {url}: {problem}',
      hint: 'Check the deploy key or token in .env and that the branch {branch} is pushed; then run `lounge bootstrap` again.',
    },
    ko: {
      message: 'Argo CD가 {url} 저장소를 읽지 못합니다: {problem}',
      hint: '.env의 배포 키나 토큰, 그리고 {branch} 브랜치가 푸시되었는지 확인한 뒤 `lounge bootstrap`을 다시 실행하세요.',
    },
  },
  ARGOCD_SILENT: {
    en: {
      message: 'Argo CD in namespace {namespace} does not answer: {application} was not looked at within {seconds} s.',
      hint: 'kubectl get pods -n {namespace}: the application controller and the repo server must run.',
    },
    ko: {
      message: '{namespace}의 Argo CD가 응답하지 않습니다. {seconds}초 안에 {application}을(를) 확인하지 않았습니다.',
      hint: 'kubectl get pods -n {namespace}(으)로 application controller와 repo server가 도는지 확인하세요.',
    },
  },
  REMOTE_EMPTY: {
    en: {
      message: 'The remote {url} has no {path} on branch {branch}.',
      hint: 'Push the lounge first: git push -u origin {branch}. For an engine that came later: `lounge new --environment <its environment>` writes it, then push.',
    },
    ko: {
      message: '{url} 원격의 {branch} 브랜치에 {path}이(가) 없습니다.',
      hint: '라운지를 먼저 푸시하세요: git push -u origin {branch}. 나중에 추가한 엔진이라면 `lounge new --environment <그 환경>`으로 만든 뒤 푸시하세요.',
    },
  },
  PROBE_PULL: {
    en: {
      message: 'Node {node} cannot pull {image}: {problem}',
      hint: 'Check that the nodes reach and trust the registry, and REGISTRY_USER and REGISTRY_PASSWORD in .env; then `lounge bootstrap`.',
    },
    ko: {
      message: '{node} 노드가 {image}을(를) 가져오지 못합니다: {problem}',
      hint: '노드가 레지스트리에 닿고 신뢰하는지, .env의 REGISTRY_USER와 REGISTRY_PASSWORD가 맞는지 확인한 뒤 `lounge bootstrap` 하세요.',
    },
  },
  PROBE_PLATFORM: {
    en: {
      message: '{image} is for {platforms}; the nodes are {nodes}.',
      hint: 'Build for the nodes: docker buildx with --platform {nodes}, or a builder on such a machine.',
    },
    ko: {
      message: '{image}은(는) {platforms}용이지만 노드는 {nodes}입니다.',
      hint: '노드에 맞춰 빌드하세요: docker buildx의 --platform {nodes}, 또는 같은 아키텍처의 빌더.',
    },
  },
  PROBE_UNFINISHED: {
    en: {
      message: 'The probe pod in {namespace} was not started within {seconds} s: {problem}',
      hint: 'kubectl describe pod -n {namespace} of a service tells more; the probe itself is removed again.',
    },
    ko: {
      message: '{namespace}의 점검용 파드가 {seconds}초 안에 시작되지 않았습니다: {problem}',
      hint: '점검용 파드는 지웠습니다. 서비스의 파드를 kubectl describe pod -n {namespace}(으)로 확인하세요.',
    },
  },
} satisfies Record<string, ErrorText>;
