import type { VerdictText } from './verdict-text.ts';

export const gitVerdicts = {
  NOT_PUSHED: {
    en: {
      message: 'The commit {commit} has not been seen on the remote branch {branch} yet.',
      next: 'Push it, or wait until the push has arrived.',
      meaning: 'The remote branch was never seen with the commit of this release.',
      investigate: '`git ls-remote` shows the head; compare it with the commit of the release.',
      remedy: 'Push again; if the push was refused, read what the gate says.',
    },
    ko: {
      message: '커밋 {commit}이 원격 브랜치 {branch}에서 아직 확인되지 않았습니다.',
      next: '푸시하거나, 푸시가 반영될 때까지 기다리세요.',
      meaning: '원격 브랜치에서 이 릴리스의 커밋이 한 번도 확인되지 않았습니다.',
      investigate: '`git ls-remote`로 원격의 최신 커밋을 확인하고 릴리스의 커밋과 비교하세요.',
      remedy: '다시 푸시하세요. 거부되었다면 게이트가 알려 주는 이유를 읽으세요.',
    },
  },
  DROPPED: {
    en: {
      message: 'The commit {commit} was on {branch} and is gone: somebody rewrote the branch.',
      next: 'Rebase onto the branch and ship again.',
      meaning: 'The remote branch contained the commit and no longer does (a forced push).',
      investigate: 'The reflog of the remote, or its host’s activity page, shows who pushed with force.',
      remedy: 'Bring the commit back by shipping again, and forbid forced pushes on this branch.',
    },
    ko: {
      message: '커밋 {commit}이 {branch}에 있다가 사라졌습니다. 누군가 브랜치를 강제로 덮어썼습니다.',
      next: '브랜치 위로 리베이스한 뒤 다시 ship 하세요.',
      meaning: '원격 브랜치에 있던 커밋이 더는 없습니다(강제 푸시).',
      investigate: '원격의 reflog나 호스팅 서비스의 활동 기록에서 누가 강제 푸시했는지 확인하세요.',
      remedy: '다시 ship 하여 커밋을 되살리고, 이 브랜치의 강제 푸시를 막으세요.',
    },
  },
  RENDER_NOT_SEEN: {
    en: {
      message: 'What {commit} renders is not known yet.',
      next: 'Wait for the render.',
      meaning: 'The commit was not rendered yet, so nobody knows which image it asks for.',
      investigate: '`lounge diff` renders it; `lounge doctor` says whether kustomize is there.',
      remedy: 'Install kubectl or kustomize if the render never comes.',
    },
    ko: {
      message: '커밋 {commit}의 렌더 결과를 아직 모릅니다.',
      next: '렌더를 기다리세요.',
      meaning: '커밋이 아직 렌더되지 않아 어떤 이미지를 요구하는지 알 수 없습니다.',
      investigate: '`lounge diff`로 렌더해 보세요. kustomize가 있는지는 `lounge doctor`가 알려 줍니다.',
      remedy: '렌더가 끝내 오지 않으면 kubectl이나 kustomize를 설치하세요.',
    },
  },
  NOOP_BUMP: {
    en: {
      message: 'Rendering {commit} does not give {image} with its digest: {problem}.',
      next: 'Make `images[].name` in the overlay exactly the image name of the base, with `newTag` and `digest`.',
      meaning: 'The commit asks for another image than the one that was pushed, or cannot be rendered.',
      investigate: '`lounge diff` shows the images before and after the commit.',
      remedy: 'Correct the `images` entry (an unmatched name is silently ignored) and ship again.',
    },
    ko: {
      message: '커밋 {commit}을 렌더해도 {image}가 다이제스트와 함께 나오지 않습니다: {problem}.',
      next: '오버레이의 `images[].name`을 base의 이미지 이름과 똑같이 쓰고 `newTag`와 `digest`를 함께 적으세요.',
      meaning: '커밋이 푸시한 이미지가 아닌 다른 이미지를 요구하거나, 렌더할 수 없습니다.',
      investigate: '`lounge diff`로 커밋 전후의 이미지를 비교하세요.',
      remedy: '`images` 항목을 고쳐 다시 ship 하세요. 이름이 맞지 않는 항목은 조용히 무시됩니다.',
    },
  },
  HEAD_NOT_RENDERED: {
    en: {
      message: 'A newer commit {head} is on {branch}; what it renders is not known yet.',
      next: 'Wait for its render.',
      meaning: 'Whether the newer commit releases this service again cannot be told yet.',
      investigate: '`git log` shows what the newer commit touches.',
      remedy: 'None is needed, unless the render never comes.',
    },
    ko: {
      message: '{branch}에 더 새로운 커밋 {head}가 있지만 렌더 결과를 아직 모릅니다.',
      next: '렌더를 기다리세요.',
      meaning: '새 커밋이 이 서비스를 다시 릴리스하는지 아직 알 수 없습니다.',
      investigate: '`git log`로 새 커밋이 무엇을 바꾸는지 확인하세요.',
      remedy: '렌더가 끝내 오지 않는 경우가 아니라면 할 일이 없습니다.',
    },
  },
  SUPERSEDED: {
    en: {
      message: 'The newer commit {head} releases {service} again or reverts this release.',
      next: 'Follow the newer release.',
      meaning: 'A commit on top of this one renders another image of the service: this release is over.',
      investigate: '`lounge history {service}` shows who released what.',
      remedy: 'None is needed. Two actors at once are kept apart by the lease of the service.',
    },
    ko: {
      message: '더 새로운 커밋 {head}가 {service}를 다시 릴리스했거나 이 릴리스를 되돌렸습니다.',
      next: '새 릴리스를 따라가세요.',
      meaning: '이 커밋 위의 커밋이 서비스의 다른 이미지를 렌더합니다. 이 릴리스는 끝났습니다.',
      investigate: '`lounge history {service}`에서 누가 무엇을 릴리스했는지 확인하세요.',
      remedy: '따로 할 일은 없습니다. 두 주체가 동시에 릴리스하는 일은 서비스 임대(lease)가 막아 줍니다.',
    },
  },
} satisfies Record<string, VerdictText>;
