import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Config } from './config.ts';
import { armFailPoint, failPoints, reach } from './fail-points.ts';

describe('a fail point', () => {
  afterEach(() => armFailPoint(undefined));

  it('lets the process die the given time that it is reached, and at no other place', () => {
    const die = jest.fn();
    armFailPoint({ name: 'after-commit', nth: 2 }, die);
    reach('before-commit');
    reach('after-commit');
    expect(die).not.toHaveBeenCalled();
    reach('after-commit');
    reach('after-commit');
    expect(die).toHaveBeenCalledTimes(1);
  });

  it('ends the process as a power cut would', () => {
    const { code } = transformFileSync(fileURLToPath(new URL('./fail-points.ts', import.meta.url)));
    const program = `${code}
      process.on('exit', () => console.log('tidied up'));
      armFailPoint({ name: 'plan-told', nth: 1 });
      reach('plan-told');
      console.log('lives on');`;
    const { signal, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
    expect({ signal, stdout }).toEqual({ signal: 'SIGKILL', stdout: '' });
  });

  it('is nowhere unless it was armed', () => {
    for (const name of failPoints) reach(name);
  });
});

describe('the setting GAITA_FAIL_POINT', () => {
  const read = (GAITA_FAIL_POINT: string | undefined, GAITA_MODE = 'demo') =>
    new Config({ GAITA_FAIL_POINT, GAITA_MODE }).failPoint;

  it('names a place and how often it is reached', () => {
    expect(read('commit-sent:3')).toEqual({ name: 'commit-sent', nth: 3 });
    expect(read(undefined)).toBeUndefined();
    expect(read('')).toBeUndefined();
  });

  it.each(['nowhere:1', 'commit-sent', 'commit-sent:0', 'commit-sent:many'])('refuses %s', (value) => {
    expect(() => read(value)).toThrow(/GAITA_FAIL_POINT must be <place>:<times>/);
  });

  it('keeps a server in production from starting', () => {
    expect(() => read('commit-sent:3', 'production')).toThrow(/a server in production does not start/);
  });
});
