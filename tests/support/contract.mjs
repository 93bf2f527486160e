// What api/openapi.yaml promises of answers, so that every test that speaks with the program checks it, too.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import { load } from 'js-yaml';

const contract = load(readFileSync(new URL('../../api/openapi.yaml', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
close(contract.components.schemas);
ajv.addSchema(contract, 'contract');

// Objects with named members have no others. Parts that others extend stay open.
function close(schemas) {
  const extended = new Set([...JSON.stringify(schemas).matchAll(/"allOf":\[\{"\$ref":"#\/components\/schemas\/(\w+)"/g)].map((m) => m[1]));
  for (const [name, schema] of Object.entries(schemas)) {
    if (schema.allOf) schema.unevaluatedProperties ??= false;
    else if (schema.properties && !extended.has(name)) schema.additionalProperties ??= false;
  }
}

const templates = Object.keys(contract.paths)
  .map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }))
  .sort((one, other) => one.path.split('{').length - other.path.split('{').length);
const checks = new Map();

const escape = (part) => part.replaceAll('~', '~0').replaceAll('/', '~1');

// Where the schema of a JSON answer stands; undefined where none is promised.
function place(method, path, status) {
  const at = ['paths', path, method.toLowerCase(), 'responses'];
  const responses = contract.paths[path][at[2]]?.responses;
  if (!responses) return undefined;
  const key = [String(status), 'default'].find((one) => responses[one]);
  if (!key) return undefined;
  const named = responses[key].$ref;
  const response = named ? contract.components.responses[named.split('/').at(-1)] : responses[key];
  const type = Object.keys(response.content ?? {}).find((one) => one.endsWith('json'));
  if (!type || !response.content[type].schema) return undefined;
  const head = named ? named.slice(2).split('/') : [...at, key];
  return `contract#/${[...head, 'content', type, 'schema'].map((part) => encodeURIComponent(escape(part))).join('/')}`;
}

// What in an answer of /api/v1 is not as promised; empty when all is, or when nothing is promised.
export function broken(method, path, status, body) {
  const found = templates.find(({ pattern }) => pattern.test(path.split('?')[0]));
  if (!found || body === undefined) return [];
  const schema = place(method, found.path, status);
  if (!schema) return [];
  if (!checks.has(schema)) checks.set(schema, ajv.compile({ $ref: schema }));
  const check = checks.get(schema);
  if (check(body)) return [];
  return check.errors.map((error) => `${method} ${found.path} ${status}: ${error.instancePath || '/'} ${error.message}`);
}
