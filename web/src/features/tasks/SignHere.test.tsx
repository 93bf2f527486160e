import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, renderHook, screen } from '@testing-library/react';
import { App } from 'antd';
import { type ReactNode, useState } from 'react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Schemas } from '@/api/client';
import { keepSignature } from '@/api/keep-signature';
import { ownSignatureQuery } from '@/api/own-signature-query';
import { uploadAttachment } from '@/api/upload-attachment';
import { startLanguages } from '@/lib/language';
import { ActionBar } from './ActionBar';
import { type SigningRule, useSigning } from './useSigning';

const strokes: (() => void)[] = [];
const address = `data:image/png;base64,${btoa('drawn')}`;

vi.mock('signature_pad', () => ({
  default: class {
    addEventListener(_: string, ended: () => void) {
      strokes.push(ended);
    }
    toDataURL = () => address;
    fromDataURL() {}
    clear() {}
    off() {}
  },
}));
vi.mock('@/api/keep-signature', () => ({ keepSignature: vi.fn(async () => undefined) }));
vi.mock('@/api/own-signature-query', () => ({ ownSignatureQuery: () => ({ queryKey: ['signature'], enabled: false }) }));
vi.mock('@/api/upload-attachment', () => ({ uploadAttachment: vi.fn(async () => ({ id: '77' })) }));

beforeAll(async () => {
  await startLanguages();
  HTMLCanvasElement.prototype.getContext = () => null;
});
beforeEach(() => {
  strokes.length = 0;
  kept = undefined;
  vi.mocked(uploadAttachment).mockClear();
  vi.mocked(keepSignature).mockClear();
});
afterEach(cleanup);

const task = {
  acts: ['complete'],
  outcomes: [
    { id: 'agree', title: { zh: '同意', en: 'Agree' }, tone: 'good' },
    { id: 'disagree', title: { zh: '不同意', en: 'Disagree' }, tone: 'danger' },
  ],
  opinion: 'optional',
  final: false,
  needs_signature: true,
  phrases: [],
  buttons: [],
} as unknown as Schemas['TaskDetail'];

let kept: string | undefined;

function Around({ children }: { children: ReactNode }) {
  const [queries] = useState(() => {
    const made = new QueryClient({ defaultOptions: { queries: { enabled: false, staleTime: Infinity } } });
    if (kept) made.setQueryData(ownSignatureQuery().queryKey, { image: kept });
    return made;
  });
  return (
    <QueryClientProvider client={queries}>
      <App>{children}</App>
    </QueryClientProvider>
  );
}

function Bar({ onComplete, rule = { isNeeded: true, isAnew: false } }: { onComplete: (outcome: string) => void; rule?: SigningRule }) {
  const signing = useSigning(rule);
  const [opinion, setOpinion] = useState('');
  const nothing = vi.fn();
  return (
    <ActionBar
      task={task}
      busy={false}
      undecided={false}
      draft={null}
      opinion={opinion}
      onOpinion={setOpinion}
      files={[]}
      onFiles={nothing}
      signing={signing}
      onComplete={onComplete}
      onAct={nothing}
      onDeputy={nothing}
      onSaveDraft={nothing}
    />
  );
}

async function draw() {
  await vi.waitFor(() => expect(strokes).toHaveLength(1));
  act(() => strokes[0]());
}

const agree = () => fireEvent.click(screen.getByRole('button', { name: /^同\s*意$/ }));

test('the board opens when it is asked for, not before', () => {
  render(<Bar onComplete={vi.fn()} />, { wrapper: Around });
  expect(document.querySelector('canvas')).toBeNull();

  fireEvent.click(screen.getByRole('button', { name: /手写签名/ }));

  expect(document.querySelector('canvas')).not.toBeNull();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('an outcome without a signature opens the board and says what is missing', () => {
  const onComplete = vi.fn();
  render(<Bar onComplete={onComplete} />, { wrapper: Around });

  agree();

  expect(onComplete).not.toHaveBeenCalled();
  expect(document.querySelector('canvas')).not.toBeNull();
  expect(screen.getByRole('alert').textContent).toBe('请签名后再提交');
});

test('an outcome takes what is drawn, and the notice goes', async () => {
  const onComplete = vi.fn();
  render(<Bar onComplete={onComplete} />, { wrapper: Around });
  agree();
  await draw();
  expect(screen.queryByRole('alert')).toBeNull();

  agree();

  expect(onComplete).toHaveBeenCalledWith('agree');
});

test('a folded board keeps what was drawn in view, to be signed again', async () => {
  render(<Bar onComplete={vi.fn()} />, { wrapper: Around });
  fireEvent.click(screen.getByRole('button', { name: /手写签名/ }));
  await draw();
  fireEvent.click(screen.getByRole('button', { name: /收\s*起/ }));
  expect(document.querySelector('canvas')).toBeNull();
  expect(screen.getByAltText(/签字人/).getAttribute('src')).toBe(address);

  fireEvent.click(screen.getByRole('button', { name: '重新签名' }));

  expect(document.querySelector('canvas')).not.toBeNull();
  agree();
  expect(screen.getByRole('alert').textContent).toBe('请签名后再提交');
});

test('what is drawn is stored once, however often the act is sent', async () => {
  const result = hook({ isNeeded: true, isAnew: false });
  expect(await result.current.give()).toBeUndefined();
  act(() => result.current.draw(address));

  expect(await result.current.give()).toMatchObject({ image: '77' });
  expect(await result.current.give()).toMatchObject({ image: '77' });

  expect(uploadAttachment).toHaveBeenCalledTimes(1);
  const [file] = vi.mocked(uploadAttachment).mock.calls[0];
  expect(file.type).toBe('image/png');
  expect(file.size).toBe('drawn'.length);
});

const hook = (rule: SigningRule) => renderHook(() => useSigning(rule), { wrapper: Around }).result;

test('what was drawn is kept when the act is done, unless that is not wanted', async () => {
  const result = hook({ isNeeded: true, isAnew: false });
  act(() => result.current.draw(address));
  await result.current.give();
  await act(() => result.current.given());
  expect(keepSignature).toHaveBeenCalledWith('77');

  vi.mocked(keepSignature).mockClear();
  act(() => result.current.setKeeps(false));
  await act(() => result.current.given());
  expect(keepSignature).not.toHaveBeenCalled();
});

test('the signature of the last time is signed with again, without drawing', async () => {
  kept = '55';
  const onComplete = vi.fn();
  render(<Bar onComplete={onComplete} />, { wrapper: Around });
  expect(screen.getByText('上次签名')).toBeTruthy();

  agree();

  expect(onComplete).toHaveBeenCalledWith('agree');
  const result = hook({ isNeeded: true, isAnew: false });
  expect(await result.current.give()).toMatchObject({ image: '55' });
  await result.current.given();
  expect(uploadAttachment).not.toHaveBeenCalled();
  expect(keepSignature).not.toHaveBeenCalled();
});

test('it is drawn anew when one asks for it, and may be gone back to', () => {
  kept = '55';
  const onComplete = vi.fn();
  render(<Bar onComplete={onComplete} />, { wrapper: Around });
  fireEvent.click(screen.getByRole('button', { name: '重新签名' }));
  agree();
  expect(onComplete).not.toHaveBeenCalled();

  fireEvent.click(screen.getByRole('button', { name: '使用上次签名' }));
  agree();

  expect(onComplete).toHaveBeenCalledWith('agree');
});

test('a step that wants a fresh signature offers no other', async () => {
  kept = '55';
  const onComplete = vi.fn();
  render(<Bar onComplete={onComplete} rule={{ isNeeded: true, isAnew: true }} />, { wrapper: Around });
  expect(screen.queryByText('上次签名')).toBeNull();

  agree();

  expect(onComplete).not.toHaveBeenCalled();
  expect(screen.queryByRole('button', { name: '使用上次签名' })).toBeNull();
});
