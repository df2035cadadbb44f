import type { Compiling, Scope, Test } from '../feel-closures/closure.ts';
import { part } from '../feel-closures/closure.ts';
import { compiling } from '../feel-closures/compile-node.ts';
import { compilePositiveTest, holds } from '../feel-closures/tests.ts';
import type { FeelOptions } from './compile-feel.ts';
import { runBounded } from './budget.ts';
import { nothingDeclared } from './declared-names.ts';
import { namesUsed } from './names.ts';
import { parseFeelTests } from './syntax.ts';
import { childrenOf } from './tree.ts';
import type { Node } from './tree.ts';

/** Reads the tests of a decision table's cell: `> 5`, `"a", "b"`, `not([1..3])`, `-`. Throws ExpressionSyntaxError. */
export function compileUnaryTests(text: string, options: FeelOptions = {}): Test {
  if (/^\s*-?\s*$/.test(text)) return () => true;
  const declared = options.declared ?? nothingDeclared;
  const { root, source } = parseFeelTests(text, declared);
  const used = namesUsed(root, source, declared);
  const test = compileTests(root, compiling(source, declared, options.types));
  const { guard } = options;
  return used.heavy ? (value, scope, context) => runBounded(() => test(value, scope, context), guard) : test;
}

function compileTests(root: Node, compile: Compiling): Test {
  const parts = childrenOf(root);
  // beside a comment
  if (parts[0]?.name === 'Wildcard') return () => true;
  const negated = parts[0]?.name === 'not';
  const tests = childrenOf(part(parts, negated ? 2 : 0)).map((test) => compileTest(test, compile));
  return (value, scope, context) => {
    const matches = tests.some((test) => test(value, scope, context) === true);
    return negated ? !matches : matches;
  };
}

const conditions = new Set(['Comparison', 'Conjunction', 'Disjunction', 'FunctionInvocation', 'QuantifiedExpression']);

/** Whether `?`, the value under test, is in an expression. Recursive by the depth as written, which is limited. */
const asksForInput = (node: Node): boolean =>
  node.name === '?' || (node.name !== 'SimplePositiveUnaryTest' && childrenOf(node).some(asksForInput));

/** A test that is itself a condition decides by its own result; anything else is compared with the value. */
function compileTest(node: Node, compile: Compiling): Test {
  const inner = part(childrenOf(node), 0);
  if (!conditions.has(inner.name) && !asksForInput(inner)) return compilePositiveTest(node, compile);
  const condition = compile.compile(inner);
  return (value, scope, context) => {
    const inside: Scope = (name) => (name === '?' ? value : scope(name));
    const result = condition(inside, context);
    return typeof result === 'boolean' ? result : holds(value, result);
  };
}
