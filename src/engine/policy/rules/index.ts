import type { Rule } from '../rule.ts';
import { scopeClusterResource } from './scope/scope-cluster-resource.ts';
import { scopeForeignSource } from './scope/scope-foreign-source.ts';
import { scopeKind } from './scope/scope-kind.ts';
import { scopeLinkOutside } from './scope/scope-link-outside.ts';
import { scopeNamespace } from './scope/scope-namespace.ts';
import { scopePathOutside } from './scope/scope-path-outside.ts';
import { scopeProtectedFile } from './scope/scope-protected-file.ts';
import { scopeRbacEscalation } from './scope/scope-rbac-escalation.ts';
import { secretConnectionString } from './secret/secret-connection-string.ts';
import { secretEncodedCredential } from './secret/secret-encoded-credential.ts';
import { secretEnvFileTracked } from './secret/secret-env-file-tracked.ts';
import { secretEnvNotIgnored } from './secret/secret-env-not-ignored.ts';
import { secretEnvValue } from './secret/secret-env-value.ts';
import { secretExampleRealValue } from './secret/secret-example-real-value.ts';
import { secretInCommitMessage } from './secret/secret-in-commit-message.ts';
import { secretInDockerfile } from './secret/secret-in-dockerfile.ts';
import { secretLiteralInWorkload } from './secret/secret-literal-in-workload.ts';
import { secretPlaintextManifest } from './secret/secret-plaintext-manifest.ts';
import { secretPrivateKey } from './secret/secret-private-key.ts';
import { secretProviderToken } from './secret/secret-provider-token.ts';
import { secretTunnelToken } from './secret/secret-tunnel-token.ts';
import { schemaDuplicateResource } from './schema/schema-duplicate-resource.ts';
import { schemaRemovedApi } from './schema/schema-removed-api.ts';
import { schemaSelectorMismatch } from './schema/schema-selector-mismatch.ts';
import { serviceSpecMismatch } from './schema/service-spec-mismatch.ts';
import { settingsInvalid } from './schema/settings-invalid.ts';
import { yamlSyntax } from './schema/yaml-syntax.ts';
import { imageDigestPinned } from './image/image-digest-pinned.ts';
import { imageNoLatest } from './image/image-no-latest.ts';
import { imagePullSecretMissing } from './image/image-pull-secret-missing.ts';
import { imageRepositoryPath } from './image/image-repository-path.ts';
import { imageTagDigest } from './image/image-tag-digest.ts';
import { imageTagFormat } from './image/image-tag-format.ts';
import { imageTagNotString } from './image/image-tag-not-string.ts';
import { imageUnexpandedVariable } from './image/image-unexpanded-variable.ts';
import { kustomizeBuildFails } from './kustomize/kustomize-build-fails.ts';
import { environmentOverlayMissing } from './kustomize/environment-overlay-missing.ts';
import { kustomizeDeprecatedField } from './kustomize/kustomize-deprecated-field.ts';
import { kustomizeGeneratorUntracked } from './kustomize/kustomize-generator-untracked.ts';
import { kustomizeImageDead } from './kustomize/kustomize-image-dead.ts';
import { kustomizeLayout } from './kustomize/kustomize-layout.ts';
import { kustomizeNamespaceMissing } from './kustomize/kustomize-namespace-missing.ts';
import { kustomizeOrphanFile } from './kustomize/kustomize-orphan-file.ts';
import { kustomizePathOutside } from './kustomize/kustomize-path-outside.ts';
import { argoAnnotation } from './argo/argo-annotation.ts';
import { argoApplicationGenerated } from './argo/argo-application-generated.ts';
import { argoDestination } from './argo/argo-destination.ts';
import { argoForeignObject } from './argo/argo-foreign-object.ts';
import { argoProjectWildcard } from './argo/argo-project-wildcard.ts';
import { argoProjectNamespace } from './argo/argo-project-namespace.ts';
import { argoProject } from './argo/argo-project.ts';
import { argoSourcePath } from './argo/argo-source-path.ts';
import { argoSyncOption } from './argo/argo-sync-option.ts';
import { argoTargetRevision } from './argo/argo-target-revision.ts';
import { workloadCapabilities } from './workload/workload-capabilities.ts';
import { workloadHostAccess } from './workload/workload-host-access.ts';
import { workloadPrivilegeEscalation } from './workload/workload-privilege-escalation.ts';
import { workloadReadOnlyRootfs } from './workload/workload-read-only-rootfs.ts';
import { workloadRunAsNonRoot } from './workload/workload-run-as-non-root.ts';
import { workloadSeccomp } from './workload/workload-seccomp.ts';
import { workloadServiceAccountToken } from './workload/workload-service-account-token.ts';
import { jobDestructiveCommand } from './reliability/job-destructive-command.ts';
import { jobGitopsUnsafe } from './reliability/job-gitops-unsafe.ts';
import { probeMissing } from './reliability/probe-missing.ts';
import { probeTargetInvalid } from './reliability/probe-target-invalid.ts';
import { resourcesAboveQuota } from './reliability/resources-above-quota.ts';
import { resourcesLimitsMissing } from './reliability/resources-limits-missing.ts';
import { resourcesRequestsInvalid } from './reliability/resources-requests-invalid.ts';
import { rolloutStrategy } from './reliability/rollout-strategy.ts';
import { netServiceType } from './network/net-service-type.ts';
import { refServiceTarget } from './network/ref-service-target.ts';
import { dockerfileBaseTag } from './dockerfile/dockerfile-base-tag.ts';
import { dockerfileExecForm } from './dockerfile/dockerfile-exec-form.ts';
import { dockerfileIgnore } from './dockerfile/dockerfile-ignore.ts';
import { dockerfileMissing } from './dockerfile/dockerfile-missing.ts';
import { dockerfileNonRoot } from './dockerfile/dockerfile-non-root.ts';
import { dockerfileSyntax } from './dockerfile/dockerfile-syntax.ts';
import { repoArtifactTracked } from './repository/repo-artifact-tracked.ts';
import { repoFileSize } from './repository/repo-file-size.ts';
import { repoGitignoreIneffective } from './repository/repo-gitignore-ineffective.ts';
import { repoLayout } from './repository/repo-layout.ts';
import { repoRepositoryInside } from './repository/repo-repository-inside.ts';
import { repoServiceName } from './repository/repo-service-name.ts';
import { repoServicePair } from './repository/repo-service-pair.ts';
import { gitCommitFormat } from './commit/git-commit-format.ts';
import { gitApprovalForged } from './commit/git-approval-forged.ts';
import { releaseNotApproved } from './commit/release-not-approved.ts';

/** Every rule of the policy, by group. A test fails when a rule file is not listed here. */
export const rules: readonly Rule[] = [
  scopeClusterResource,
  scopeForeignSource,
  scopeKind,
  scopeLinkOutside,
  scopeNamespace,
  scopePathOutside,
  scopeProtectedFile,
  scopeRbacEscalation,
  secretConnectionString,
  secretEncodedCredential,
  secretEnvFileTracked,
  secretEnvNotIgnored,
  secretEnvValue,
  secretExampleRealValue,
  secretInCommitMessage,
  secretInDockerfile,
  secretLiteralInWorkload,
  secretPlaintextManifest,
  secretPrivateKey,
  secretProviderToken,
  secretTunnelToken,
  schemaDuplicateResource,
  schemaRemovedApi,
  schemaSelectorMismatch,
  serviceSpecMismatch,
  settingsInvalid,
  yamlSyntax,
  imageDigestPinned,
  imageNoLatest,
  imagePullSecretMissing,
  imageRepositoryPath,
  imageTagDigest,
  imageTagFormat,
  imageTagNotString,
  imageUnexpandedVariable,
  kustomizeBuildFails,
  environmentOverlayMissing,
  kustomizeDeprecatedField,
  kustomizeGeneratorUntracked,
  kustomizeImageDead,
  kustomizeLayout,
  kustomizeNamespaceMissing,
  kustomizeOrphanFile,
  kustomizePathOutside,
  argoAnnotation,
  argoApplicationGenerated,
  argoDestination,
  argoForeignObject,
  argoProjectWildcard,
  argoProjectNamespace,
  argoProject,
  argoSourcePath,
  argoSyncOption,
  argoTargetRevision,
  workloadCapabilities,
  workloadHostAccess,
  workloadPrivilegeEscalation,
  workloadReadOnlyRootfs,
  workloadRunAsNonRoot,
  workloadSeccomp,
  workloadServiceAccountToken,
  jobDestructiveCommand,
  jobGitopsUnsafe,
  probeMissing,
  probeTargetInvalid,
  resourcesAboveQuota,
  resourcesLimitsMissing,
  resourcesRequestsInvalid,
  rolloutStrategy,
  netServiceType,
  refServiceTarget,
  dockerfileBaseTag,
  dockerfileExecForm,
  dockerfileIgnore,
  dockerfileMissing,
  dockerfileNonRoot,
  dockerfileSyntax,
  repoArtifactTracked,
  repoFileSize,
  repoGitignoreIneffective,
  repoLayout,
  repoRepositoryInside,
  repoServiceName,
  repoServicePair,
  gitCommitFormat,
  gitApprovalForged,
  releaseNotApproved,
];
