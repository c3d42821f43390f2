/** README-DEV.md in English; `{…}` are facts of the lounge. */
export const GUIDE_IN_ENGLISH = `# Working in {lounge}

Generated from \`lounge.yaml\`. This page explains the way things go here; \`lounge.yaml\` sets the limits and the software keeps them.

## The idea

A service reaches the cluster along one path, the same for people and for agents:

\`\`\`
check → rehearse → build → push → bump → commit → publish → sync → verify → catalogue
\`\`\`

\`lounge ship <service>\` walks it. A release is good only when the verdict says PASS: enough ready pods run exactly the digest that was
pushed, from a commit that contains yours, behind a Service that routes to them, with the health path answering and clean logs, for
{soakSeconds} s. "Synced" and "Healthy" in Argo CD are not enough, and nobody can write a verdict by hand.

## Where things are

| path | what |
| --- | --- |
| \`lounge.yaml\` | the limits and the settings; agents cannot change it |
| \`apps/<service>/\` | source, \`Dockerfile\`, \`service.yaml\` (port, health path, secrets, checks) |
| \`app-of-apps/overlays/<service>/base/\` | the manifests of the service |
| \`app-of-apps/overlays/<service>/overlays/<environment>/\` | namespace, image, tag and digest of one environment |
| \`app-of-apps/applications/\` | one Argo CD Application for each released service; written by the first release |
| \`app-of-apps/projects.yaml\`, \`root-apps.yaml\` | the fences and the root Application; generated |
| \`.env\` | secrets of this machine; never committed. \`.env.example\` lists the names |
| \`README.md\` | what runs now; the table between the markers is written by releases |

| environment | engine | namespace |
| --- | --- | --- |
{environmentRows}

## Names

- A service is a DNS label: lower case letters, digits and \`-\`. The folder, the Deployment, the Service and the label \`app\` all have this name.
- Image: \`{image}:v<YYYYMMDDHHMM>\`. The tag is the minute of the release in the time zone \`TZ_ZONE\` of \`.env\`; it is reserved in the
  registry, so two releases never share one. Tag **and** digest are pinned.
- Commits: \`feat|fix|docs|style|refactor|test|chore|deploy(<service>): what changed\`.
- A published service is \`https://<service>.{domain}\`.

## A new service

\`\`\`
lounge new --list                         # the templates
lounge new hello --template node          # source, Dockerfile, manifests, tests
lounge new shop --from ../shop            # code that exists already
lounge run hello                          # as the pod would run, without a cluster
git add apps/hello app-of-apps/overlays/hello && git commit -m "feat(hello): first version"
lounge ship hello                         # add --dry-run to see what would happen
\`\`\`

The container listens on \`PORT\`, answers its health path with 2xx and JSON that has the release tag as \`version\`, logs one JSON object a
line to stdout, stops within 30 s of SIGTERM, runs as user 10001 and writes nowhere but \`/tmp\`. The version comes in as the build argument
\`VERSION\`: keep \`ARG VERSION=dev\` and \`ENV VERSION=$VERSION\` as the last lines of the Dockerfile before \`CMD\`.

## A change

1. Commit your change to \`{branch}\`. A release is made of what is committed, never of a dirty tree.
2. \`lounge check\` shows what the policy finds, each finding with its file, line and remedy.
3. \`lounge rehearse <service>\` runs the exact tree in the {localEngine}. A tree that failed cannot be shipped.
4. \`lounge ship <service>\`. It can be killed at any time; \`lounge resume\` goes on where it stopped.
5. On FAIL the reason and the evidence are shown; rollback is set to \`{rollback}\`. A failed release is put on hold: mend it, commit, ship again.

After {deadlineSeconds} s without a verdict a release fails with DEADLINE, naming what held it up.

## Secrets

Put values into \`.env\` (mode 600), name them in \`service.yaml\`, and send them to the cluster:

\`\`\`yaml
secrets:
  hello-db: [DATABASE_URL]        # Secret hello-db with the key DATABASE_URL, from the line of the same name in .env
\`\`\`
\`\`\`
lounge secrets apply hello
lounge secrets status hello       # compares without showing a value
\`\`\`

Never write a value into a manifest (base64 hides nothing), a README, a commit message or a note. \`lounge check\` looks for every value of
\`.env\` in all of them, plain, base64 and URL-encoded. A value that got out must be replaced at its source.
\`.env\` is read as data: never \`source\` it, never cut it with \`cut\`.

## By hand

Everything also works with the tools you know. Such a release is judged like any other, by \`lounge verify <service>\`.

\`\`\`
# once for a cluster
kubectl apply -f app-of-apps/projects.yaml
kubectl apply -f app-of-apps/root-apps.yaml

# image
docker login {registry}
docker build --build-arg VERSION=v202601020304 -t {registryImage}:v202601020304 apps/hello
docker push {registryImage}:v202601020304

# release: newTag and digest in app-of-apps/overlays/hello/overlays/{environment}/kustomization.yaml
lounge bump hello --tag v202601020304 --digest sha256:…    # or edit the two lines yourself
git add app-of-apps && git commit -m "deploy(hello): v202601020304" && git push origin {branch}

# look
kubectl get pods -n {namespace} -l app=hello
kubectl logs -f deployment/hello -n {namespace}
kubectl get svc -n {namespace}
lounge verify hello
\`\`\`

The first release of a service also adds its Application to \`app-of-apps/applications/\`; \`lounge ship\` and \`lounge bump\` write it.

## What does not go through

| rule | why |
| --- | --- |
| only namespace \`{namespace}\` (and those above), project \`{project}\`, repository \`{repositoryUrl}\` | one lounge must not touch another |
| no Secrets, Roles or cluster resources in manifests | secrets do not belong into git, rights are not for services to give |
| agents do not change {protectedFiles} | limits are set by people |
| no \`:latest\`, no tag without digest | another image could run under the same name |
| no variables like \`\${REGISTRY_URL}\` in manifests | kustomize does not expand them |
| nothing built or fetched in git (\`node_modules\`, archives, binaries) | they hide what changed |

Hooks can be skipped, so the same rules run again where the remote receives a push.

## When something is wrong

| what you see | what to do |
| --- | --- |
| BUMP_NOOP | \`images[].name\` in the overlay must equal the image name in the base |
| RENDER_FAILED | \`kubectl kustomize app-of-apps/overlays/<service>/overlays/{environment}\` shows the same error |
| IMAGE_PULL | \`lounge doctor\`; is the tag in the registry, is the Secret \`lounge-registry\` there? |
| CRASH_LOOP, INIT_CRASH | \`lounge logs <service>\` has the last lines before the crash |
| CONFIG | a Secret or key is missing: \`lounge secrets status <service>\` |
| NO_ENDPOINTS | the Service's selector must match the pod labels, its targetPort a named port of the container |
| ENDPOINT | the health path does not answer 2xx, or with another version: is \`VERSION\` in the Dockerfile? |
| LOG_ERRORS | lines that match the error patterns; the verdict shows them |
| LEASE_HELD | somebody else is releasing this service: wait, or look with \`lounge status\` |
| push refused, git conflicts | \`lounge explain push refused\`, \`lounge explain git conflicts\`: what the gate or the remote said, and how far your clone is behind |
| SYNC_FAILED | \`lounge status <service>\` shows what Argo CD refuses |
| login refused, DNS, tunnel | \`lounge explain docker login\`, \`lounge explain dns\`, \`lounge explain tunnel\` |
| APPROVAL_NEEDED | a person runs \`lounge approve <service> --to {environment}\` |
| any code | \`lounge explain <code>\` |

\`lounge doctor\` checks git, the registry, the cluster, the {localEngine} and \`.env\` and says what is missing.
`;
