/**
 * Sequence flows of a golden model: `a -> b -> c`, or `a -> b: = x > 1` with a condition. The id of each is `a_b`.
 */
export const flows = (...lines: readonly string[]): string =>
  lines
    .flatMap((line) => {
      const [path = '', ...condition] = line.split(':');
      const ids = path.split('->').map((id) => id.trim());
      return ids.slice(1).map((to, i) => flow(ids[i]!, to, condition.join(':').trim()));
    })
    .join('\n');

const flow = (from: string, to: string, condition: string): string =>
  `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${
    condition && `<conditionExpression xsi:type="tFormalExpression">${escaped(condition)}</conditionExpression>`
  }</sequenceFlow>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
