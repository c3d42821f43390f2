/** Kinds that belong to no namespace (Kubernetes 1.35). */
export const CLUSTER_KINDS: ReadonlySet<string> = new Set([
  'APIService',
  'CertificateSigningRequest',
  'ClusterRole',
  'ClusterRoleBinding',
  'ClusterTrustBundle',
  'CSIDriver',
  'CSINode',
  'CustomResourceDefinition',
  'DeviceClass',
  'FlowSchema',
  'GatewayClass',
  'IngressClass',
  'IPAddress',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'RuntimeClass',
  'ServiceCIDR',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
  'VolumeAttributesClass',
]);

export const RIGHTS_KINDS: ReadonlySet<string> = new Set(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']);
export const ARGO_KINDS: ReadonlySet<string> = new Set(['Application', 'ApplicationSet', 'AppProject']);
/** Kinds by which traffic gets in from outside. */
export const ENTRY_KINDS: ReadonlySet<string> = new Set([
  'Ingress',
  'IngressRoute',
  'Gateway',
  'HTTPRoute',
  'TLSRoute',
  'TCPRoute',
  'GRPCRoute',
  'VirtualService',
]);
