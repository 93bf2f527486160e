// Holds the shape of src/: app → features → components → api, lib; never back, never sideways.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), 'src');
const mayImport = {
  app: ['app', 'features', 'components', 'lib', 'api', 'locales'],
  features: ['features', 'components', 'lib', 'api'],
  components: ['components', 'lib', 'api'],
  api: ['api', 'lib'],
  lib: ['lib', 'locales'],
};
const linesMax = 600;
const problems = [];

for (const name of readdirSync(root, { recursive: true })) {
  if (!/\.tsx?$/.test(name) || name.endsWith('.d.ts')) continue;
  const text = readFileSync(join(root, name), 'utf8');
  const lines = text.split('\n');
  if (lines.length > linesMax) problems.push(`${name}: ${lines.length} lines, at most ${linesMax}`);
  lines.forEach((line, index) => {
    if (/^export default /.test(line)) problems.push(`${name}:${index + 1}: exports are named`);
    const target = /(?:from|import\()\s*'((?:@\/|\.)[^']*)'/.exec(line)?.[1];
    if (target) checkImport(name, index + 1, target);
  });
}

function checkImport(name, line, target) {
  const [layer, feature] = name.split('/');
  const path = target.startsWith('@/') ? target.slice(2) : relative(root, normalize(join(root, dirname(name), target)));
  const [targetLayer, targetFeature] = path.split('/');
  const allowed = mayImport[layer];
  if (!allowed) return;
  if (!allowed.includes(targetLayer)) problems.push(`${name}:${line}: ${layer} may not import ${targetLayer}`);
  if (layer === 'features' && targetLayer === 'features' && feature !== targetFeature)
    problems.push(`${name}:${line}: feature ${feature} may not import feature ${targetFeature}`);
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
