import type { VerdictText } from './verdict-text.ts';

export const podVerdicts = {
  IMAGE_PULL: {
    en: {
      message: 'The container {container} of {pod} cannot pull {image}: {problem}',
      next: 'See whether the registry has this digest and whether the pull secret is valid.',
      meaning:
        'The node tried at least twice, or it was told that there is no such image and the registry still said so 10 s later.',
      investigate: 'The Events of the pod, and `skopeo inspect` of the image.',
      remedy: 'Push the image, correct the name, or renew the pull secret; then ship again.',
    },
    ko: {
      message: '{pod}의 컨테이너 {container}가 {image}를 내려받지 못합니다: {problem}',
      next: '레지스트리에 이 다이제스트가 있는지, pull secret이 유효한지 확인하세요.',
      meaning:
        '노드가 두 번 이상 시도했지만 이미지를 받지 못했거나, 이미지가 없다는 답을 받은 뒤 10초가 지나도 레지스트리에 없었습니다.',
      investigate: '파드의 이벤트와 `skopeo inspect` 결과를 확인하세요.',
      remedy: '이미지를 푸시하거나 이름을 고치거나 pull secret을 갱신한 뒤 다시 ship 하세요.',
    },
  },
  PLATFORM: {
    en: {
      message: 'The image of {container} in {pod} is for another CPU: {problem}',
      next: 'Build for the platform of the nodes (`--platform linux/amd64`).',
      meaning: 'The image has no manifest for the node’s architecture, or its program is for another one.',
      investigate: '`skopeo inspect --raw` of the image, and the nodes’ `kubernetes.io/arch`.',
      remedy: 'List the nodes’ platforms in lounge.yaml and ship again.',
    },
    ko: {
      message: '{pod}의 {container} 이미지가 다른 CPU용입니다: {problem}',
      next: '노드의 플랫폼에 맞춰 빌드하세요(`--platform linux/amd64`).',
      meaning: '이미지에 노드의 아키텍처용 매니페스트가 없거나, 프로그램이 다른 아키텍처용입니다.',
      investigate: '`skopeo inspect --raw`와 노드의 `kubernetes.io/arch`를 확인하세요.',
      remedy: 'lounge.yaml에 노드의 플랫폼을 적고 다시 ship 하세요.',
    },
  },
  CONFIG: {
    en: {
      message: 'The container {container} of {pod} cannot be configured: {problem}',
      next: 'Create the ConfigMap, the Secret or the key that it names.',
      meaning: 'CreateContainerConfigError: something that the pod refers to does not exist.',
      investigate: 'The message of the container’s state names the missing object or key.',
      remedy: 'Add the key to .env and `lounge secrets apply`, or correct the reference.',
    },
    ko: {
      message: '{pod}의 컨테이너 {container}를 구성할 수 없습니다: {problem}',
      next: '메시지에 나온 ConfigMap, Secret 또는 키를 만드세요.',
      meaning: 'CreateContainerConfigError: 파드가 참조하는 것이 존재하지 않습니다.',
      investigate: '컨테이너 상태 메시지에 없는 객체나 키가 적혀 있습니다.',
      remedy: '.env에 키를 추가하고 `lounge secrets apply`를 실행하거나 참조를 고치세요.',
    },
  },
  RUN_CONTAINER: {
    en: {
      message: 'The container {container} of {pod} cannot be started: {problem}',
      next: 'Check the command, the entrypoint and the user of the image.',
      meaning: 'The runtime refuses to start the process; nothing of the image ever ran.',
      investigate: 'The message of the container’s last state (StartError).',
      remedy: 'Correct `command`, `WORKDIR`, permissions or mounts, then ship again.',
    },
    ko: {
      message: '{pod}의 컨테이너 {container}를 시작할 수 없습니다: {problem}',
      next: '이미지의 command, entrypoint, 사용자를 확인하세요.',
      meaning: '런타임이 프로세스를 시작하지 못해 이미지의 코드가 한 번도 실행되지 않았습니다.',
      investigate: '컨테이너의 마지막 상태 메시지(StartError)를 확인하세요.',
      remedy: '`command`, `WORKDIR`, 권한 또는 마운트를 고친 뒤 다시 ship 하세요.',
    },
  },
  CRASH_LOOP: {
    en: {
      message: 'The container {container} of {pod} keeps dying ({problem}, {restarts:restart|restarts}).{logs}',
      next: 'Read its last lines: `lounge logs {service} --previous`.',
      meaning: 'The container was restarted at least twice, or waits in CrashLoopBackOff.',
      investigate: 'The last termination (exit code, OOMKilled) and the last log lines.',
      remedy: 'Mend the start of the program; for OOMKilled raise the memory limit.',
    },
    ko: {
      message: '{pod}의 컨테이너 {container}가 계속 죽습니다({problem}, 재시작 {restarts}회).{logs}',
      next: '`lounge logs {service} --previous`로 마지막 로그를 확인하세요.',
      meaning: '컨테이너가 두 번 이상 재시작되었거나 CrashLoopBackOff로 대기 중입니다.',
      investigate: '마지막 종료 이유(종료 코드, OOMKilled)와 마지막 로그를 확인하세요.',
      remedy: '프로그램의 시작 과정을 고치세요. OOMKilled라면 메모리 한도를 올리세요.',
    },
  },
  INIT_CRASH: {
    en: {
      message: 'The init container {container} of {pod} keeps failing ({problem}, {restarts:restart|restarts}).{logs}',
      next: 'Read its last lines: `lounge logs {service} --container {container}`.',
      meaning: 'An init container ends with an error again and again, so the service never starts.',
      investigate: 'The last termination of the init container and its log.',
      remedy: 'Mend the command; let it wait for what it needs instead of failing.',
    },
    ko: {
      message: '{pod}의 초기화 컨테이너 {container}가 계속 실패합니다({problem}, 재시작 {restarts}회).{logs}',
      next: '`lounge logs {service} --container {container}`로 마지막 로그를 확인하세요.',
      meaning: '초기화 컨테이너가 거듭 오류로 끝나 서비스가 시작되지 않습니다.',
      investigate: '초기화 컨테이너의 마지막 종료 이유와 로그를 확인하세요.',
      remedy: '명령을 고치세요. 필요한 것이 아직 없으면 실패하지 말고 기다리게 하세요.',
    },
  },
  WRONG_IMAGE: {
    en: {
      message: 'The pod {pod} runs {live}, which is not {image}.',
      next: 'Find out why this pod was not replaced.',
      meaning: 'A running container of the service’s repository has another digest and another config.',
      investigate: '`imageID` in the pod’s status against the digest of the release.',
      remedy: 'Use RollingUpdate without a partition; let nobody edit the image by hand.',
    },
    ko: {
      message: '파드 {pod}가 {image}가 아닌 {live}를 실행하고 있습니다.',
      next: '이 파드가 왜 교체되지 않았는지 찾으세요.',
      meaning: '서비스 저장소의 컨테이너가 다른 다이제스트, 다른 config로 실행 중입니다.',
      investigate: '파드 상태의 `imageID`를 릴리스의 다이제스트와 비교하세요.',
      remedy: 'partition 없는 RollingUpdate를 쓰고, 이미지를 손으로 바꾸지 마세요.',
    },
  },
  OLD_PODS: {
    en: {
      message: 'The old pod {pod} is still there ({problem}).',
      next: 'Wait until it has ended.',
      meaning: 'A pod of an earlier version has not ended yet and may still answer.',
      investigate: '`kubectl get pod {pod}`: its grace period, its finalizers, whether it handles SIGTERM.',
      remedy: 'Handle SIGTERM, or shorten `terminationGracePeriodSeconds`.',
    },
    ko: {
      message: '이전 파드 {pod}가 아직 남아 있습니다({problem}).',
      next: '끝날 때까지 기다리세요.',
      meaning: '이전 버전의 파드가 아직 끝나지 않아 계속 응답할 수 있습니다.',
      investigate: '`kubectl get pod {pod}`로 유예 시간, finalizer, SIGTERM 처리 여부를 확인하세요.',
      remedy: 'SIGTERM을 처리하거나 `terminationGracePeriodSeconds`를 줄이세요.',
    },
  },
  UNSCHEDULABLE: {
    en: {
      message: 'No node takes the pod {pod}: {problem}',
      next: 'Lower its requests or make room on the nodes; for a volume: a default StorageClass, or the PersistentVolume that it asks for (`kubectl get pvc,storageclass`).',
      meaning: 'The scheduler finds no node; at the deadline this fails the release.',
      investigate:
        'The condition PodScheduled and the Events of the pod; of its PersistentVolumeClaims, when it has some.',
      remedy: 'Fit requests, node selectors, tolerations and volumes to the nodes.',
    },
    ko: {
      message: '파드 {pod}를 받아 줄 노드가 없습니다: {problem}',
      next: '요청량을 낮추거나 노드에 자리를 마련하세요. 볼륨 때문이면 기본 StorageClass나 요청한 PersistentVolume이 필요합니다(`kubectl get pvc,storageclass`).',
      meaning: '스케줄러가 노드를 찾지 못했습니다. 기한까지 계속되면 릴리스가 실패합니다.',
      investigate: '파드의 PodScheduled 조건과 이벤트, 있다면 PersistentVolumeClaim도 확인하세요.',
      remedy: '요청량, 노드 셀렉터, 톨러레이션, 볼륨을 노드에 맞추세요.',
    },
  },
  JOB: {
    en: {
      message: 'The job {job} failed: {problem}{logs}',
      next: 'Read its log: `kubectl logs job/{job}`.',
      meaning: 'A Job of this release (a migration, a hook) ended in failure.',
      investigate: 'The condition Failed of the Job, its pods and their logs.',
      remedy: 'Mend the command, give the Job a new name, and ship again.',
    },
    ko: {
      message: '잡 {job}이 실패했습니다: {problem}{logs}',
      next: '`kubectl logs job/{job}`으로 로그를 확인하세요.',
      meaning: '이 릴리스의 Job(마이그레이션, 훅)이 실패로 끝났습니다.',
      investigate: 'Job의 Failed 조건, 파드와 그 로그를 확인하세요.',
      remedy: '명령을 고치고 Job에 새 이름을 주어 다시 ship 하세요.',
    },
  },
  JOB_RUNNING: {
    en: {
      message: 'The job {job} is not complete ({problem}).',
      next: 'Wait until it has ended.',
      meaning: 'Only a Job that is Complete counts; a running one may still fail.',
      investigate: '`kubectl get job {job}` and its log.',
      remedy: 'None is needed, unless it hangs: give it an `activeDeadlineSeconds`.',
    },
    ko: {
      message: '잡 {job}이 아직 끝나지 않았습니다({problem}).',
      next: '끝날 때까지 기다리세요.',
      meaning: 'Complete가 된 Job만 인정합니다. 실행 중인 Job은 아직 실패할 수 있습니다.',
      investigate: '`kubectl get job {job}`과 로그를 확인하세요.',
      remedy: '멈춰 있는 경우가 아니라면 할 일이 없습니다. 멈춘다면 `activeDeadlineSeconds`를 지정하세요.',
    },
  },
} satisfies Record<string, VerdictText>;
