// The engine that ours is set beside: npm `feelin`. Its public functions keep nothing between two evaluations,
// so its interpreter is taken from within, that it too may keep what it has read.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

async function opened() {
  const source = new URL('./node_modules/feelin/dist/index.js', import.meta.url);
  const copy = new URL('./opened.js', source);
  writeFileSync(copy, readFileSync(source, 'utf8') + '\nexport { interpreter, InterpreterContext, coerceContext };\n');
  try {
    return await import(copy.href);
  } finally {
    rmSync(fileURLToPath(copy));
  }
}

const { evaluate, interpreter, InterpreterContext, coerceContext } = await opened();

// What it gives for an expression, read anew.
export const read_and_evaluate = (text, context) => evaluate(text, context).value;

// An expression read once, as a function without arguments.
export function kept(text, context) {
  const values = coerceContext(context);
  const { root } = interpreter.evaluate(text, values, undefined, new InterpreterContext());
  return () => root(values);
}

// A cell of a decision table, read once, as a function of its input.
export function kept_test(text) {
  const { root } = interpreter.unaryTest(text, {}, undefined, new InterpreterContext());
  return (input) => root({ '?': input })(input);
}
