/** Problems that `status` names: how it is now, not a verdict. */
export const runningMessages = {
  NO_PODS: {
    en: {
      meaning: 'No pod of the service exists although some should.',
      investigate: '`kubectl get deployment,replicaset,events -n <namespace>`',
      remedy: 'See why none is made: quota, paused, replicas 0, or the Application is gone.',
    },
    ko: {
      meaning: '있어야 할 서비스의 파드가 하나도 없습니다.',
      investigate: '`kubectl get deployment,replicaset,events -n <namespace>`',
      remedy: '왜 만들어지지 않는지 확인하세요: 쿼터, 일시 중지, replicas 0, 또는 Application이 사라짐.',
    },
  },
  NOT_READY: {
    en: {
      meaning: 'Fewer pods are ready than the service declares.',
      investigate: '`lounge logs <service>` and `kubectl describe pod`',
      remedy: 'Mend what keeps the pod from being ready, or roll back.',
    },
    ko: {
      meaning: '준비된 파드가 선언한 수보다 적습니다.',
      investigate: '`lounge logs <서비스>`와 `kubectl describe pod`',
      remedy: '파드가 준비되지 않는 원인을 고치거나 되돌리세요.',
    },
  },
  OTHER_DIGEST: {
    en: {
      meaning: 'A pod runs another image than the release of the branch.',
      investigate: '`kubectl get pods -o yaml`: imageID',
      remedy: 'Wait for the sync, or find who changed the image by hand.',
    },
    ko: {
      meaning: '브랜치의 릴리스와 다른 이미지를 돌리는 파드가 있습니다.',
      investigate: '`kubectl get pods -o yaml`의 imageID',
      remedy: '동기화를 기다리거나 누가 손으로 이미지를 바꿨는지 찾으세요.',
    },
  },
  RESTARTS: {
    en: {
      meaning: 'A container has been restarted.',
      investigate: '`lounge logs <service> --previous`',
      remedy: 'Mend what ends it; a memory limit that is too low shows as OOMKilled.',
    },
    ko: {
      meaning: '컨테이너가 재시작된 적이 있습니다.',
      investigate: '`lounge logs <서비스> --previous`',
      remedy: '종료 원인을 고치세요. 메모리 한도가 너무 낮으면 OOMKilled로 보입니다.',
    },
  },
  DEGRADED: {
    en: {
      meaning: 'Argo CD finds the health of the Application degraded or something of it missing.',
      investigate: '`kubectl get application -n argocd <service> -o yaml`',
      remedy: 'Mend the resource that it names.',
    },
    ko: {
      meaning: 'Argo CD가 Application의 상태를 Degraded나 Missing으로 봅니다.',
      investigate: '`kubectl get application -n argocd <서비스> -o yaml`',
      remedy: '지적된 리소스를 고치세요.',
    },
  },
} as const;
