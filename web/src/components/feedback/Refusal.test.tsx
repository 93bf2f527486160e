import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { Problem } from '@/api/problem';
import { startLanguages } from '@/lib/language';
import { Refusal } from './Refusal';
import { wrongAt } from './wrong-at';

const error = new Problem(422, { code: 'org.bad_phone', title: { zh: '电话不正确' }, missing: [{ field: 'phone' }] });

beforeAll(startLanguages);
afterEach(cleanup);

test('in a dialog the wrong field gets the focus', () => {
  render(
    <div role="dialog">
      <Refusal error={error} />
      <input aria-label="姓名" />
      <input aria-label="电话" {...wrongAt('words', true)} />
      <span id="words">只含数字</span>
    </div>,
  );

  expect(document.activeElement).toBe(screen.getByLabelText('电话'));
});

test('in a dialog that marks none, the field that the refusal names gets it', () => {
  const fields = (
    <>
      <input aria-label="姓名" id="person-name" />
      <input aria-label="电话" id="person-phone" />
      <input aria-label="到期" id="letter-due_at" />
    </>
  );
  render(<div role="dialog"><Refusal error={error} />{fields}</div>);
  expect(document.activeElement).toBe(screen.getByLabelText('电话'));
  cleanup();

  render(<div role="dialog"><Refusal error={new Problem(422, { code: 'work.due_in_past', place: 'due_at' })} />{fields}</div>);
  expect(document.activeElement).toBe(screen.getByLabelText('到期'));
  cleanup();

  render(<div role="dialog"><Refusal error={new Problem(409, { code: 'work.task_over', place: '17' })} />{fields}</div>);
  expect(document.activeElement).toBe(screen.getByRole('alert'));
});

test('where no field is wrong the words get it, and a quiet one leaves it where it was', () => {
  render(<Refusal error={error} />);
  expect(document.activeElement).toBe(screen.getByRole('alert'));
  cleanup();

  render(
    <>
      <input aria-label="表达式" />
      <Refusal error={error} quiet />
    </>,
  );
  expect(document.activeElement).toBe(document.body);
});
