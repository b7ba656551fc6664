using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Studies.Sweeps;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Architecture;

/// <summary>Records are values: equal content, equal records.</summary>
public class RecordTests
{
    [Fact]
    public void Records_compare_their_content_and_only_networks_circuits_and_the_like_are_themselves_alone()
    {
        Type[] themselves = [typeof(Network), typeof(Circuit), typeof(LinearForm), typeof(Block), typeof(Target), typeof(Construction)];
        string.Join("\n", RecordEquality.ByReference(typeof(Network).Assembly, themselves)).Should().BeEmpty();
    }

    [Fact]
    public void Lists_of_equal_items_make_equal_records_and_other_items_or_another_order_do_not()
    {
        MeasuredError At(params double[] x) => new(0.5, [.. x], 3, true);
        At(0.25, 0.5).Should().Be(At(0.25, 0.5)).And.NotBe(At(0.5, 0.25)).And.NotBe(At(0.25));
        At(0.25, 0.5).GetHashCode().Should().Be(At(0.25, 0.5).GetHashCode());
        (At(0.25) with { At = [0.5] }).Should().Be(At(0.5));
        new Source(0, 1, CopyStrides: [1, 2]).Should().Be(new Source(0, 1, CopyStrides: [1, 2])).And.NotBe(new Source(0, 1));
        Provenance square = Standalone.Square(2, CodebookFamily.Halves).Provenance;
        Provenance With(string r) => square with { Parameters = new(new Dictionary<string, string> { ["r"] = r }) };
        With("2").Should().Be(With("2")).And.NotBe(With("3"));
        Network network = Standalone.Square(2, CodebookFamily.Halves).Network;
        network.Count().Should().Be(network.Count()).And.NotBe(Standalone.Square(3, CodebookFamily.Halves).Network.Count());
    }

    [Fact]
    public void A_missing_list_is_refused_where_it_is_given()
    {
        ((Action)(() => _ = new MeasuredError(0, default, 1, true))).Should().Throw<ArgumentException>().WithMessage("*missing*");
        var grid = new SweepGrid([], [], []);
        ((Action)(() => _ = grid with { Smoothness = default })).Should().Throw<ArgumentException>();
    }
}
