import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Schemas } from '@/api/client';
import { startLanguages } from '@/lib/language';
import { PathSteps } from './PathSteps';

beforeAll(startLanguages);
afterEach(cleanup);

const title = (zh: string) => ({ zh, en: zh });
const step = (more: Partial<Schemas['PathStep']>): Schemas['PathStep'] => ({ element: 'a', title: title('审核'), kind: 'approve', policy: 'all', persons: [], choice: false, ...more });
const hejun = { id: 'he_jun', name: '何俊' };

test('a seat that a rule decides is told beside who is asked', () => {
  render(<PathSteps steps={[step({ persons: [{ id: 'su_qing', name: '苏青' }], ruled: [{ persons: [hejun], reason: 'duplicate', text: title('何俊已在“初审”同意，自动通过') }] })]} />);

  expect(screen.getByText('自动通过 · 去重')).toBeTruthy();
  expect(screen.getByText('何俊已在“初审”同意，自动通过')).toBeTruthy();
  expect(screen.getByText('苏青')).toBeTruthy();
});

test('a step that rules decide alone asks nobody, and says so', () => {
  render(<PathSteps steps={[step({ by_rule: 'pass', ruled: [{ persons: [hejun], reason: 'applicant_skipped', text: title('自动通过') }] })]} />);

  expect(screen.getByText('自动跳过 · 申请人本人')).toBeTruthy();
  expect(screen.queryByText('尚不能确定')).toBeNull();
});
