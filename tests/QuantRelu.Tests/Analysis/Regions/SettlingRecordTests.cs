using FluentAssertions;
using QuantRelu.Analysis.Regions;
using Xunit;

namespace QuantRelu.Tests.Analysis.Regions;

public class SettlingRecordTests
{
    [Fact]
    public void Cells_that_are_seldom_settled_are_not_asked_about_any_more_and_others_are()
    {
        var record = new SettlingRecord(3);
        for (int i = 0; i < 60; i++)
        {
            record.Note(1, 2, isSettled: i % 10 == 0);
            record.Note(1, 9, isSettled: i % 5 == 0);
            (record.Asks(1, 2), record.Asks(1, 9), record.Asks(1, 100), record.Asks(2, 2)).Should().Be((i < 31, true, true, true));
        }
    }

    [Fact]
    public void A_copy_begins_with_what_is_known_and_changes_nothing_of_it()
    {
        var record = new SettlingRecord(1);
        SettlingRecord learning = record.Copy(isLearning: true), done = record.Copy(isLearning: false);
        for (int i = 0; i < 40; i++)
        {
            learning.Note(0, 1, isSettled: false);
            done.Note(0, 1, isSettled: false);
        }

        (record.Asks(0, 1), done.Asks(0, 1), learning.Asks(0, 1), learning.Copy(isLearning: false).Asks(0, 1)).Should().Be((true, true, false, false));
    }
}
