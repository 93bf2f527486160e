// The look of the product: ink teal on paper grey, dense, every text with AA contrast.
import type { ThemeConfig } from 'antd';

export const theme: ThemeConfig = {
  // The styles come from one file of the build; only the values below are set by the browser.
  cssVar: { key: 'jw' },
  hashed: false,
  zeroRuntime: true,
  token: {
    colorPrimary: '#0e5a6e',
    colorInfo: '#0e5a6e',
    colorLink: '#0b5f7a',
    colorLinkHover: '#0e7490',
    colorError: '#b42318',
    colorSuccess: '#237804',
    colorWarning: '#ad4e00',
    colorErrorBg: '#fdf0ee',
    colorSuccessBg: '#eff7ec',
    colorWarningBg: '#fff6e8',
    colorInfoBg: '#eaf3f6',
    colorText: '#1b2b33',
    colorTextSecondary: '#44565f',
    colorTextDescription: '#53646d',
    colorTextTertiary: '#53646d',
    colorTextPlaceholder: '#5f6f78',
    colorTextDisabled: '#5f6f78',
    colorBgLayout: '#f3f6f7',
    colorBorder: '#c6d1d6',
    colorBorderSecondary: '#e3e9ec',
    borderRadius: 4,
    fontFamily:
      "-apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Segoe UI', sans-serif",
    wireframe: false,
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#12303b', headerHeight: 52, headerPadding: '0 16px' },
    Menu: {
      darkItemBg: '#12303b',
      darkSubMenuItemBg: '#0d2630',
      darkItemSelectedBg: '#1d5566',
      darkItemColor: '#c9d8de',
      itemHeight: 38,
    },
    Table: { headerBg: '#eef3f5', cellPaddingBlockSM: 8, headerSplitColor: 'transparent' },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Segmented: { trackBg: '#e1e9ec' },
    Card: { headerHeight: 46, bodyPadding: 16 },
    Tree: { nodeSelectedBg: '#dcebee' },
    Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
    Tabs: { horizontalMargin: '0 0 12px 0' },
    Descriptions: { labelBg: '#f6f9fa' },
  },
};
