/** README-DEV.md in Korean; `{…}` are facts of the lounge. */
export const GUIDE_IN_KOREAN = `# {lounge}에서 일하는 법

\`lounge.yaml\`에서 생성된 문서입니다. 이 문서는 방법을 설명하고, 한계는 \`lounge.yaml\`이 정하며, 지키는 일은 소프트웨어가 합니다.

## 기본 생각

서비스는 사람이든 에이전트든 같은 길 하나로만 클러스터에 올라갑니다.

\`\`\`
check → rehearse → build → push → bump → commit → publish → sync → verify → catalogue
\`\`\`

\`lounge ship <서비스>\`가 이 길을 끝까지 갑니다. 판정이 PASS일 때만 성공한 릴리스입니다. 푸시한 다이제스트와 정확히 같은 이미지가, 내 커밋을
포함한 커밋에서, 충분한 수의 준비된 파드로 실행되고, Service가 그 파드로 연결되며, 헬스 경로가 응답하고 로그가 깨끗한 상태가
{soakSeconds}초 동안 이어져야 PASS입니다. Argo CD의 "Synced"와 "Healthy"만으로는 부족하며, 판정은 아무도 손으로 쓸 수 없습니다.

## 무엇이 어디에 있나

| 경로 | 내용 |
| --- | --- |
| \`lounge.yaml\` | 한계와 설정. 에이전트는 바꿀 수 없습니다 |
| \`apps/<서비스>/\` | 소스, \`Dockerfile\`, \`service.yaml\`(포트, 헬스 경로, 시크릿, 점검) |
| \`app-of-apps/overlays/<서비스>/base/\` | 서비스의 매니페스트 |
| \`app-of-apps/overlays/<서비스>/overlays/<환경>/\` | 환경별 네임스페이스, 이미지, 태그와 다이제스트 |
| \`app-of-apps/applications/\` | 릴리스된 서비스마다 하나씩 있는 Argo CD Application. 첫 릴리스가 만듭니다 |
| \`app-of-apps/projects.yaml\`, \`root-apps.yaml\` | 울타리와 루트 Application. 생성된 파일입니다 |
| \`.env\` | 이 컴퓨터의 시크릿. 커밋하지 않습니다. 이름 목록은 \`.env.example\`에 있습니다 |
| \`README.md\` | 지금 실행 중인 것. 표식 사이의 표는 릴리스가 씁니다 |

| 환경 | 엔진 | 네임스페이스 |
| --- | --- | --- |
{environmentRows}

## 이름

- 서비스 이름은 DNS 레이블입니다(영문 소문자, 숫자, \`-\`). 폴더, Deployment, Service, \`app\` 레이블이 모두 같은 이름을 씁니다.
- 이미지: \`{image}:v<YYYYMMDDHHMM>\`. 태그는 \`.env\`의 \`TZ_ZONE\` 시간대로 쓴 릴리스 시각(분)이며, 레지스트리에 먼저 예약하므로 두 릴리스가
  같은 태그를 쓰는 일은 없습니다. 태그와 다이제스트를 **함께** 고정합니다.
- 커밋: \`feat|fix|docs|style|refactor|test|chore|deploy(<서비스>): 바뀐 내용\`.
- 공개된 서비스의 주소는 \`https://<서비스>.{domain}\`입니다.

## 새 서비스

\`\`\`
lounge new --list                         # 템플릿 목록
lounge new hello --template node          # 소스, Dockerfile, 매니페스트, 테스트
lounge new shop --from ../shop            # 이미 있는 코드 가져오기
lounge run hello                          # 클러스터 없이 파드와 같은 조건으로 실행
git add apps/hello app-of-apps/overlays/hello && git commit -m "feat(hello): 첫 버전"
lounge ship hello                         # --dry-run을 붙이면 무엇이 일어날지만 보여 줍니다
\`\`\`

컨테이너는 \`PORT\`에서 요청을 받고, 헬스 경로에 2xx와 함께 릴리스 태그를 \`version\`으로 담은 JSON을 돌려주고, 로그는 stdout에 한 줄에 JSON 하나씩
쓰고, SIGTERM을 받으면 30초 안에 멈추고, 사용자 10001로 실행되며 \`/tmp\`에만 씁니다. 버전은 빌드 인자 \`VERSION\`으로 들어옵니다.
Dockerfile의 \`CMD\` 바로 앞, 마지막 줄에 \`ARG VERSION=dev\`와 \`ENV VERSION=$VERSION\`을 두세요.

## 변경

1. 변경을 \`{branch}\`에 커밋합니다. 릴리스는 커밋된 내용으로만 만들며, 커밋하지 않은 변경이 있으면 거부합니다.
2. \`lounge check\`는 정책이 발견한 것을 파일, 행, 고치는 법과 함께 보여 줍니다.
3. \`lounge rehearse <서비스>\`는 바로 그 트리를 샌드박스에서 실행해 봅니다. 실패한 트리는 릴리스할 수 없습니다.
4. \`lounge ship <서비스>\`. 언제 꺼져도 괜찮습니다. \`lounge resume\`이 멈춘 곳부터 이어 갑니다.
5. FAIL이면 이유와 증거를 보여 줍니다. 롤백 설정은 \`{rollback}\`입니다. 실패한 릴리스는 보류됩니다. 고치고, 커밋하고, 다시 ship 하세요.

{deadlineSeconds}초가 지나도 판정이 나지 않으면 무엇이 막았는지와 함께 DEADLINE으로 실패합니다.

## 시크릿

값은 \`.env\`(모드 600)에 쓰고, \`service.yaml\`에 이름을 적은 뒤, 클러스터로 보냅니다.

\`\`\`yaml
secrets:
  hello-db: [DATABASE_URL]        # .env의 같은 이름의 줄을 키 DATABASE_URL로 가진 Secret hello-db
\`\`\`
\`\`\`
lounge secrets apply hello
lounge secrets status hello       # 값을 보이지 않고 비교합니다
\`\`\`

값을 매니페스트(base64는 숨기는 것이 아닙니다), README, 커밋 메시지, 메모에 쓰지 마세요. \`lounge check\`는 \`.env\`의 모든 값을 원문, base64, URL 인코딩
형태로 찾습니다. 밖으로 나간 값은 원래 발급한 곳에서 새 값으로 바꿔야 합니다.
\`.env\`는 데이터로만 읽습니다. \`source\`로 실행하거나 \`cut\`으로 자르지 마세요.

## 손으로 하기

익숙한 도구로도 모두 할 수 있습니다. 그렇게 만든 릴리스도 \`lounge verify <서비스>\`로 똑같이 판정합니다.

\`\`\`
# 클러스터마다 한 번
kubectl apply -f app-of-apps/projects.yaml
kubectl apply -f app-of-apps/root-apps.yaml

# 이미지
docker login {registry}
docker build --build-arg VERSION=v202601020304 -t {registryImage}:v202601020304 apps/hello
docker push {registryImage}:v202601020304

# 릴리스: app-of-apps/overlays/hello/overlays/{environment}/kustomization.yaml의 newTag와 digest
lounge bump hello --tag v202601020304 --digest sha256:…    # 또는 두 줄을 직접 고칩니다
git add app-of-apps && git commit -m "deploy(hello): v202601020304" && git push origin {branch}

# 확인
kubectl get pods -n {namespace} -l app=hello
kubectl logs -f deployment/hello -n {namespace}
kubectl get svc -n {namespace}
lounge verify hello
\`\`\`

서비스의 첫 릴리스는 \`app-of-apps/applications/\`에 Application도 추가합니다. \`lounge ship\`과 \`lounge bump\`가 써 줍니다.

## 통과하지 못하는 것

| 규칙 | 이유 |
| --- | --- |
| 네임스페이스 \`{namespace}\`(와 위의 표), 프로젝트 \`{project}\`, 저장소 \`{repositoryUrl}\`만 | 라운지끼리 서로 건드리면 안 됩니다 |
| 매니페스트에 Secret, Role, 클러스터 리소스 금지 | 시크릿은 git에 둘 수 없고, 권한은 서비스가 줄 수 없습니다 |
| 에이전트는 {protectedFiles} 변경 금지 | 한계는 사람이 정합니다 |
| \`:latest\` 금지, 다이제스트 없는 태그 금지 | 같은 이름으로 다른 이미지가 실행될 수 있습니다 |
| 매니페스트에 \`\${REGISTRY_URL}\` 같은 변수 금지 | kustomize는 변수를 치환하지 않습니다 |
| 빌드하거나 내려받은 것(\`node_modules\`, 압축 파일, 바이너리) 커밋 금지 | 무엇이 바뀌었는지 가려집니다 |

훅은 건너뛸 수 있으므로, 원격이 푸시를 받을 때 같은 규칙을 다시 실행합니다.

## 문제가 생기면

| 보이는 것 | 할 일 |
| --- | --- |
| BUMP_NOOP | 오버레이의 \`images[].name\`이 base의 이미지 이름과 같아야 합니다 |
| RENDER_FAILED | \`kubectl kustomize app-of-apps/overlays/<서비스>/overlays/{environment}\`가 같은 오류를 보여 줍니다 |
| IMAGE_PULL | \`lounge doctor\`. 태그가 레지스트리에 있는지, Secret \`lounge-registry\`가 있는지 확인합니다 |
| CRASH_LOOP, INIT_CRASH | \`lounge logs <서비스>\`에 죽기 직전의 로그가 있습니다 |
| CONFIG | Secret이나 키가 없습니다: \`lounge secrets status <서비스>\` |
| NO_ENDPOINTS | Service의 selector는 파드 레이블과, targetPort는 컨테이너의 포트 이름과 맞아야 합니다 |
| ENDPOINT | 헬스 경로가 2xx로 답하지 않거나 다른 버전으로 답합니다. Dockerfile에 \`VERSION\`이 있나요? |
| LOG_ERRORS | 오류 패턴에 맞는 로그가 있습니다. 판정에 그 줄이 나옵니다 |
| LEASE_HELD | 다른 사람이 이 서비스를 릴리스하는 중입니다. 기다리거나 \`lounge status\`로 보세요 |
| 푸시 거부, git 충돌 | \`lounge explain push refused\`, \`lounge explain git conflicts\`: 게이트나 원격이 한 말과 내 클론이 얼마나 뒤처졌는지 |
| SYNC_FAILED | \`lounge status <서비스>\`가 Argo CD가 거부한 것을 보여 줍니다 |
| 로그인 거부, DNS, 터널 | \`lounge explain docker login\`, \`lounge explain dns\`, \`lounge explain tunnel\` |
| APPROVAL_NEEDED | 사람이 \`lounge approve <서비스> --to {environment}\`를 실행합니다 |
| 모든 코드 | \`lounge explain <코드>\` |

\`lounge doctor\`는 git, 레지스트리, 클러스터, 샌드박스, \`.env\`를 점검하고 빠진 것을 알려 줍니다.
`;
