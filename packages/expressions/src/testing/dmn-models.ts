/** A DMN 1.3 file around its elements. */
export const dmn = (elements: string, namespace = 'https://www.omg.org/spec/DMN/20191111/MODEL/'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${namespace}" id="definitions-1" name="Test" namespace="urn:test">${elements}</definitions>`;

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

export const text = (element: string, content: string, attributes = ''): string =>
  `<${element} ${attributes}><text>${escaped(content)}</text></${element}>`;

export interface TableText {
  readonly hitPolicy?: string;
  readonly aggregation?: string;
  /** Expressions of the inputs, with the type after a colon. */
  readonly inputs: readonly string[];
  /** Names of the outputs; with `= value` the default, with `: "a", "b"` the values in order of priority. */
  readonly outputs: readonly string[];
  /** Cells of a rule: tests, then outputs. */
  readonly rules: readonly (readonly string[])[];
}

/** A decision table; rule number n has the id `rule-n`. */
export function table({ hitPolicy = 'UNIQUE', aggregation, inputs, outputs, rules }: TableText): string {
  const input = inputs.map((source, i) => {
    const [, expression = '', type] = /^(.*?)(?::(\w+))?$/.exec(source) ?? [];
    return `<input id="input-${i + 1}">${text('inputExpression', expression, type ? `typeRef="${type}"` : '')}</input>`;
  });
  const output = outputs.map((source, i) => {
    const [, name = '', values, preset] = /^(\w*)(?:: ([^=]*))?(?: = (.*))?$/.exec(source) ?? [];
    const inner = (values ? text('outputValues', values) : '') + (preset ? text('defaultOutputEntry', preset) : '');
    return `<output id="output-${i + 1}" ${name && `name="${name}"`}>${inner}</output>`;
  });
  const rule = rules.map((cells, i) => {
    const entries = cells.map((cell, j) =>
      text(j < inputs.length ? 'inputEntry' : 'outputEntry', cell, `id="cell-${i + 1}-${j + 1}"`),
    );
    return `<rule id="rule-${i + 1}">${entries.join('')}</rule>`;
  });
  const policy = `hitPolicy="${hitPolicy}" ${aggregation ? `aggregation="${aggregation}"` : ''}`;
  return `<decisionTable id="table-1" ${policy}>${[...input, ...output, ...rule].join('')}</decisionTable>`;
}

/** A decision; what an id cannot hold becomes a dash in it. */
export const decision = (name: string, logic: string, requires: readonly string[] = []): string =>
  `<decision id="${name.replace(/\W/g, '-')}" name="${name}"><variable name="${name}"/>${requires.join('')}${logic}</decision>`;

export const needsInput = (id: string): string =>
  `<informationRequirement><requiredInput href="#${id}"/></informationRequirement>`;
export const needsDecision = (id: string): string =>
  `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`;
export const needsKnowledge = (id: string): string =>
  `<knowledgeRequirement><requiredKnowledge href="#${id}"/></knowledgeRequirement>`;

export const literal = (source: string): string => text('literalExpression', source);
