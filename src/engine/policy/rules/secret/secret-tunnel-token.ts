import { isScannedPath, reportsOfDetector } from '../../detectors/scan-file.ts';
import { defineRule } from '../../rule.ts';

export const secretTunnelToken = defineRule({
  id: 'secret-tunnel-token',
  group: 'secret',
  severity: 'error',
  scope: 'file',
  accepts: isScannedPath,
  evaluate: (file) => reportsOfDetector(file, 'tunnel-token'),
});
