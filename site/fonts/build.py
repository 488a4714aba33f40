"""Make the small fonts that PDFs and pictures are written with.

pip download --no-deps pylopdf-fonts-zh-cn==0.1.1 && unzip -j pylopdf_fonts_zh_cn-*.whl '*NotoSansSC-Regular.otf'
python site/fonts/build.py NotoSansSC-Regular.otf NotoSansSC-subset.otf
python site/fonts/build.py NotoSerifCJK-Bold.ttc NotoSerifSC-Bold-subset.otf
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset

FOLDER = Path(__file__).parent
SIMPLIFIED = 2  # the font with the Chinese forms in a collection of Noto's
# Characters of names that GB2312 lacks; a name without its character is no name.
NAMES = (
    "喆堃甯珺昇淼焱燊垚犇骉赟翀頔玥琤珅瑄昉劼旻昳晞晢暐暄曈杺柽栐桉梽棪椤榕樾橦沄沚泂泓洺浛涴淏湉溁滢漪潆炀炜烜烨焜煊煜燚爔牪玎玏玘玙玚玥"
    "玹珂珈珉珏珣珩珮珰珲琀琅琎琏琛琨琪琬琮琯琰琳琴琼瑀瑗瑛瑜瑞瑶瑾璁璇璋璐璟璠璧璨瓒甡畅皓睿瞳砺祎祺禛禹禾稷穆竑筠筱箐箬簌粲纮绂绡绮缃缦翊翎翙"
    "翚翟翯耘聿芃芊芮芷苒苡茗茜荃荇莀莹菀菁菡萱葳蒽蓁蓉蔚蕙蕾薇藜虓衎裎裬襄觐誉诗谌谧豫贇赟轩辰迦逸邈郗郦鄢钊钧钰铄铉铎铭铠锟锦锴镕闫阚隽雯霁霄"
    "霏霓霖靓靖韬韫韵顼颉颐颢飏飒馥骁骅骋骏骐骞鑫骥鸢鸿鹍鹏麒麟黛龑龢䶮㛃㬎㸌䜣"
)
SIGNS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳←↑→↓√×○●□■△▲▽▼◇◆☆★✓≥≤≠≈±÷℃‰°·—–…‘’“”〈〉《》「」『』【】〔〕、。々〇￥¥㎡㎥ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
RANGES = ((0x20, 0x7F), (0xA0, 0x100), (0x3000, 0x3020), (0xFF00, 0xFFF0))


def gb2312() -> Iterator[str]:
    """Yield the 7,445 characters of GB2312, its 6,763 Hanzi among them."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes((row, cell)).decode("gb2312")
            except UnicodeDecodeError:
                continue


def build(source: Path, target: Path) -> None:
    characters = {*gb2312(), *NAMES, *SIGNS, *(chr(code) for start, end in RANGES for code in range(start, end))}
    options = subset.Options(
        layout_features=["kern"],
        hinting=False,
        desubroutinize=False,
        drop_tables=["VORG", "vhea", "vmtx"],
        font_number=SIMPLIFIED if source.suffix == ".ttc" else -1,
    )
    font = subset.load_font(str(source), options)
    maker = subset.Subsetter(options)
    maker.populate(unicodes=[ord(character) for character in characters])
    maker.subset(font)
    subset.save_font(font, str(target), options)


if __name__ == "__main__":
    build(Path(sys.argv[1]), FOLDER / sys.argv[2])
