//! How fast text becomes sentences, for both languages and for texts that a careless splitter chokes on, at growing sizes: the
//! throughput must not fall as the text grows.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jjak::bitext::Side;
use jjak::split::Splitter;

const KO: &str = "지난겨울 강가의 작은 마을에는 눈이 자주 내렸다. 사람들은 아침마다 마당을 쓸고 길을 텄으며, 아이들은 언덕에서 썰매를 탔다. \
    “올해는 꽃이 늦게 피겠다.” 이장은 그렇게 말했다. 3.5미터나 되는 고드름이 처마에 달렸지만 다친 사람은 없었다고 한다. 봄이 오자 \
    얼음이 풀리고 나룻배가 다시 강을 건너기 시작했습니다. 마을 회관에서는 잔치가 열렸다(비가 와서 하루 미뤄졌다). ";
const EN: &str = "Last winter it snowed often in the small village by the river. Every morning people swept their yards and cleared \
    the road, while the children went down the hill on sledges. \"The blossoms will be late this year,\" said Mr. Han, the headman. \
    Icicles 3.5 meters long hung from the eaves, but no one was hurt, it is said. When spring came the ice broke up and the ferry \
    crossed the river again at 5 p.m. each day. A feast was held in the hall (it was put off by a day because of rain). ";
const INFORMAL: &str = "오늘 산에 다녀왔어요 근데 너무 추웠음 ㅋㅋㅋ 그래도 경치는 최고였네요^^ 다음에 또 가고 싶다 ";

fn split(c: &mut Criterion) {
    let texts = [("ko", Side::Ko, KO), ("en", Side::En, EN), ("informal", Side::Ko, INFORMAL), ("quotes", Side::En, "\"")];
    let mut group = c.benchmark_group("split");
    group.sample_size(10);
    for (name, side, piece) in texts {
        for bytes in [10_000, 100_000, 1_000_000, 10_000_000] {
            let text = piece.repeat(bytes / piece.len());
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(name, bytes), &text, |b, text| {
                b.iter(|| Splitter::new(side).split_text(black_box(text)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, split);
criterion_main!(benches);
