import type { ErrorText } from './index.ts';

export const gitErrors = {
  GIT_NOT_A_REPOSITORY: {
    en: {
      message: '{folder} is not a git repository.',
      hint: 'Run `lounge init`, or `git init` and then `lounge init`.',
    },
    ko: {
      message: '{folder}은(는) git 저장소가 아닙니다.',
      hint: '`lounge init`을 실행하거나, `git init` 뒤에 `lounge init`을 실행하세요.',
    },
  },
  GIT_DIRTY: {
    en: {
      message: 'There are changes that are not committed: {files}.',
      hint: 'Commit or stash them; a release is made from what is committed.',
    },
    ko: {
      message: '커밋하지 않은 변경이 있습니다: {files}.',
      hint: '커밋하거나 stash 하세요. 릴리스는 커밋된 내용으로만 만듭니다.',
    },
  },
  GIT_DETACHED: {
    en: { message: 'HEAD is detached at {commit}.', hint: 'Switch to the branch: `git switch {branch}`.' },
    ko: { message: 'HEAD가 {commit}에서 분리되어 있습니다.', hint: '브랜치로 이동하세요: `git switch {branch}`.' },
  },
  GIT_WRONG_BRANCH: {
    en: {
      message: 'The current branch is {found}; releases are made from {branch}.',
      hint: 'Merge your work and `git switch {branch}`.',
    },
    ko: {
      message: '현재 브랜치는 {found}입니다. 릴리스는 {branch}에서만 만듭니다.',
      hint: '작업을 병합하고 `git switch {branch}` 하세요.',
    },
  },
  GIT_NO_COMMIT: {
    en: { message: 'The repository has no commit yet.', hint: 'Commit something first.' },
    ko: { message: '저장소에 아직 커밋이 없습니다.', hint: '먼저 커밋하세요.' },
  },
  GIT_NO_REMOTE: {
    en: {
      message: 'The repository has no remote named origin.',
      hint: '`git remote add origin <url>`, with the url of lounge.yaml.',
    },
    ko: {
      message: '저장소에 origin 원격이 없습니다.',
      hint: 'lounge.yaml의 url로 `git remote add origin <url>` 하세요.',
    },
  },
  GIT_REMOTE_UNREACHABLE: {
    en: {
      message: 'The remote {url} does not answer: {problem}',
      hint: 'Check the network and the address; on one machine: `lounge sandbox up`.',
    },
    ko: {
      message: '{url} 원격이 응답하지 않습니다: {problem}',
      hint: '네트워크와 주소를 확인하세요. 한 대에서 쓰는 중이라면 `lounge sandbox up`.',
    },
  },
  GIT_LOGIN: {
    en: { message: 'The remote {url} refuses the login.', hint: 'Check the user and the token or key for the remote.' },
    ko: { message: '{url} 원격이 로그인을 거부했습니다.', hint: '원격의 사용자와 토큰 또는 키를 확인하세요.' },
  },
  GIT_HOST_KEY_REFUSED: {
    en: {
      message:
        'git does not trust the SSH host of {url}: its key is not the one in known_hosts, or is not there at all.',
      hint: 'Nothing was sent. Compare the key (ssh-keyscan) with what the owner of the host publishes; then correct the line in known_hosts.',
    },
    ko: {
      message: 'git이 {url}의 SSH 호스트를 믿지 않습니다. 호스트 키가 known_hosts의 것과 다르거나 거기에 없습니다.',
      hint: '아무것도 보내지 않았습니다. ssh-keyscan으로 본 키를 호스트 소유자가 알려 준 것과 비교한 뒤 known_hosts의 줄을 고치세요.',
    },
  },
  GIT_PUSH_REFUSED: {
    en: {
      message: 'The remote refused the push: {problem}',
      hint: 'Mend what the gate names, commit, and run the same command again.',
    },
    ko: {
      message: '원격이 푸시를 거부했습니다: {problem}',
      hint: '게이트가 말한 것을 고쳐 커밋한 뒤 같은 명령을 다시 실행하세요.',
    },
  },
  GIT_MOVED: {
    en: { message: 'The branch {branch} on the remote moved meanwhile.', hint: 'Run the same command again.' },
    ko: { message: '그 사이에 원격의 {branch} 브랜치가 움직였습니다.', hint: '같은 명령을 다시 실행하세요.' },
  },
  GIT_CONFLICT: {
    en: {
      message: 'Your commits do not fit on top of the remote branch: conflicts in {files}.',
      hint: '`git pull --rebase`, mend the conflicts, and run the same command again.',
    },
    ko: {
      message: '내 커밋을 원격 브랜치 위에 올릴 수 없습니다. 충돌: {files}.',
      hint: '`git pull --rebase`로 충돌을 고친 뒤 같은 명령을 다시 실행하세요.',
    },
  },
  GIT_REVISION_UNKNOWN: {
    en: {
      message: 'There is no commit {revision}.',
      hint: 'Look at `git log`; a commit of the remote is there after `git fetch`.',
    },
    ko: {
      message: '{revision} 커밋이 없습니다.',
      hint: '`git log`를 보세요. 원격의 커밋은 `git fetch` 뒤에 보입니다.',
    },
  },
  GIT_LOCKED: {
    en: {
      message: 'The repository {folder} is locked: {problem}',
      hint: 'Wait until the other git command has ended. If none runs, remove the .lock file that is named.',
    },
    ko: {
      message: '저장소 {folder}이(가) 잠겨 있습니다: {problem}',
      hint: '다른 git 명령이 끝날 때까지 기다리세요. 실행 중인 것이 없다면 표시된 .lock 파일을 지우세요.',
    },
  },
  GIT_FAILED: {
    en: {
      message: 'git {command} failed: {problem}',
      hint: 'Look at what git says; the same command can be run again.',
    },
    ko: {
      message: 'git {command} 실패: {problem}',
      hint: 'git의 메시지를 확인하세요. 같은 명령을 다시 실행할 수 있습니다.',
    },
  },
} satisfies Record<string, ErrorText>;
