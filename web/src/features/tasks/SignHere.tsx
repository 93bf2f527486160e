import { EditOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SignatureCanvas } from '@/components/form/SignatureCanvas';
import type { Signing } from './useSigning';

interface PadProps {
  signing: Signing;
  missing: boolean; // an outcome was pressed before anything was drawn
  onFold: () => void;
}

// The board in the bar, over the buttons that sign what is drawn on it.
export function SignPad({ signing, missing, onFold }: PadProps) {
  const { t } = useTranslation('tasks');
  const canvas = useRef<{ clear: () => void }>(null);
  return (
    <div className="jw-sign jw-sign-pad">
      <div className="jw-sign-head">
        {missing && !signing.isSigned ? (
          <span role="alert" className="jw-opinion-missing">
            {t('signing.missing')}
          </span>
        ) : (
          <span className="jw-soft jw-small">{t('signing.by', { name: signing.signer })}</span>
        )}
        {signing.offersKept && (
          <Button
            size="small"
            onClick={() => {
              signing.takeKept();
              onFold();
            }}
          >
            {t('signing.last')}
          </Button>
        )}
        <Button
          size="small"
          disabled={!signing.drawing}
          onClick={() => {
            canvas.current?.clear();
            signing.draw(null);
          }}
        >
          {t('form:signature.clear')}
        </Button>
        <Button size="small" onClick={onFold}>
          {t('signing.fold')}
        </Button>
      </div>
      <SignatureCanvas ref={canvas} label={t('sign')} drawing={signing.drawing} onDrawing={signing.draw} />
      <Checkbox className="jw-small" checked={signing.keeps} onChange={(event) => signing.setKeeps(event.target.checked)}>
        {t('signing.keep')}
      </Checkbox>
    </div>
  );
}

interface ButtonProps {
  signing: Signing;
  onOpen: () => void;
}

// What is signed with stays in view: the board opens when it is asked for.
export function SignButton({ signing, onOpen }: ButtonProps) {
  const { t } = useTranslation('tasks');
  if (!signing.shown) {
    return (
      <Button icon={<EditOutlined />} onClick={onOpen}>
        {t('sign')}
      </Button>
    );
  }
  return (
    <span className="jw-signed">
      {signing.isKept && <span className="jw-soft jw-small">{t('signing.kept')}</span>}
      <img className="jw-signed-picture" src={signing.shown} alt={t('signing.by', { name: signing.signer })} />
      <Button
        size="small"
        onClick={() => {
          signing.again();
          onOpen();
        }}
      >
        {t('form:signature.again')}
      </Button>
    </span>
  );
}
