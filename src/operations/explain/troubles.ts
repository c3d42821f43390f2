/** What people call a trouble, and the code that it has here. */
export const troubleNames: Readonly<Record<string, string>> = {
  PUSH_REFUSED: 'GIT_PUSH_REFUSED',
  PUSH: 'GIT_PUSH_REFUSED',
  CRASH: 'CRASH_LOOP',
  CRASHED: 'CRASH_LOOP',
  CRASHLOOPBACKOFF: 'CRASH_LOOP',
  SYNC: 'SYNC_FAILED',
  CONFLICT: 'GIT_CONFLICT',
  CONFLICTS: 'GIT_CONFLICT',
  GIT_CONFLICTS: 'GIT_CONFLICT',
  LOGIN: 'REGISTRY_LOGIN',
  DOCKER_LOGIN: 'REGISTRY_LOGIN',
  IMAGEPULLBACKOFF: 'IMAGE_PULL',
  ERRIMAGEPULL: 'IMAGE_PULL',
  CREATECONTAINERCONFIGERROR: 'CONFIG',
  OOMKILLED: 'CRASH_LOOP',
  PENDING_POD: 'UNSCHEDULABLE',
};

/** Troubles that no verdict and no error tells: they are outside of the cluster. */
export const troubleMessages = {
  DNS: {
    en: {
      meaning: 'The public name of a service is not found, or leads somewhere else than to the tunnel.',
      investigate: '`dig +short <service>.<domain>`, and whether the name is approved.',
      remedy:
        'Ask for the public name again, or correct the DNS record of the domain; names inside the cluster are `<service>.<namespace>`.',
    },
    ko: {
      meaning: '서비스의 공개 이름을 찾을 수 없거나 터널이 아닌 곳을 가리킵니다.',
      investigate: '`dig +short <서비스>.<도메인>`과 이름이 승인되었는지 확인하세요.',
      remedy:
        '공개 이름을 다시 신청하거나 도메인의 DNS 레코드를 고치세요. 클러스터 안의 이름은 `<서비스>.<네임스페이스>`입니다.',
    },
  },
  TUNNEL: {
    en: {
      meaning:
        'The tunnel that publishes services is down, or is not let in: public names answer with an error of the tunnel’s operator.',
      investigate: '`kubectl get pods -l app=cloudflared` and the log of its pod; CF_TUNNEL in .env.',
      remedy: 'Renew the token in .env and put it into the cluster; the token is never written into a manifest.',
    },
    ko: {
      meaning: '서비스를 공개하는 터널이 내려갔거나 거부되었습니다. 공개 주소가 터널 사업자의 오류로 응답합니다.',
      investigate: '`kubectl get pods -l app=cloudflared`와 그 파드의 로그, .env의 CF_TUNNEL을 확인하세요.',
      remedy: '.env의 토큰을 새로 바꿔 클러스터에 넣으세요. 토큰은 매니페스트에 쓰지 않습니다.',
    },
  },
} as const;
